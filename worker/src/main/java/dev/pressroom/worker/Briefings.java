package dev.pressroom.worker;

import dev.pressroom.press.Briefing;
import dev.pressroom.queue.Claim;
import dev.pressroom.render.Most;
import dev.pressroom.worker.config.PressSettings;
import dev.pressroom.worker.config.WorkerConfig;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** What the configuration means for presses and their jobs. */
final class Briefings {
  /** A report that does not end within this after being asked to is killed. */
  private static final Duration STOPPING = Duration.ofSeconds(3);

  /** Above this share of the heap, in percent, too little is left for the next job. */
  private static final int RETIRE_SHARE = 60;

  private Briefings() {}

  static Briefing of(WorkerConfig config) {
    PressSettings presses = config.presses();
    return new Briefing(
        config.folders().reports(),
        config.definitions(),
        List.copyOf(config.dataSources().values()),
        Locale.ENGLISH,
        ZoneId.systemDefault(),
        new Briefing.Limits(
            presses.silence(),
            presses.logSize(),
            Duration.ZERO,
            RETIRE_SHARE,
            "presses.heap is " + (presses.heap() >> 20) + "m",
            new Most(presses.maxRows(), presses.maxPages(), presses.maxBytes())));
  }

  /** How long a job may take: what it asks for or the default, but never more than the most. */
  static JobRun.Limits limits(Claim claim, PressSettings presses, Briefing.Limits limits) {
    Duration asked = claim.job().request().timeout().orElse(presses.timeout());
    Duration most = presses.maxTimeout();
    return new JobRun.Limits(asked.compareTo(most) > 0 ? most : asked, STOPPING, limits);
  }
}
