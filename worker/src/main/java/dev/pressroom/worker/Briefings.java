package dev.pressroom.worker;

import dev.pressroom.press.Briefing;
import dev.pressroom.queue.Claim;
import dev.pressroom.render.Most;
import dev.pressroom.worker.config.PressSettings;
import dev.pressroom.worker.config.QueueSettings;
import dev.pressroom.worker.config.WorkerConfig;
import java.time.Duration;
import java.util.List;

/** What the configuration means for presses and their jobs. */
final class Briefings {
  /** Above this share of the heap, in percent, too little is left for the next job. */
  private static final int RETIRE_SHARE = 60;

  private Briefings() {}

  static Briefing of(WorkerConfig config) {
    PressSettings presses = config.presses();
    return new Briefing(
        config.folders().reports(),
        config.definitions(),
        List.copyOf(config.dataSources().values()),
        config.jobs().locale(),
        config.jobs().timeZone(),
        new Briefing.Limits(
            presses.silence(),
            presses.logSize(),
            RETIRE_SHARE,
            "presses.heap is " + (presses.heap() >> 20) + "m",
            new Most(presses.maxRows(), presses.maxPages(), mostBytes(config))));
  }

  /** What could not be kept for other machines must not be made: no trying again would help. */
  private static long mostBytes(WorkerConfig config) {
    long most = config.presses().maxBytes();
    QueueSettings queue = config.queue();
    return queue.isSpool() || !queue.artifacts().inDatabase()
        ? most
        : Math.min(most, queue.artifacts().most());
  }

  /** How long a job may take: what it asks for or the default, but never more than the most. */
  static JobRun.Limits limits(Claim claim, PressSettings presses, Briefing.Limits limits) {
    Duration asked = claim.job().request().timeout().orElse(presses.timeout());
    Duration most = presses.maxTimeout();
    return new JobRun.Limits(asked.compareTo(most) > 0 ? most : asked, presses.stopping(), limits);
  }
}
