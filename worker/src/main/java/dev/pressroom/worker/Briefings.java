package dev.pressroom.worker;

import dev.pressroom.press.Briefing;
import dev.pressroom.queue.Claim;
import dev.pressroom.render.Most;
import dev.pressroom.worker.config.PressSettings;
import dev.pressroom.worker.config.QueueSettings;
import dev.pressroom.worker.config.WorkerConfig;
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
            most(config)));
  }

  /** What could not be kept for other machines must not be made: no trying again would help. */
  private static Most most(WorkerConfig config) {
    PressSettings presses = config.presses();
    QueueSettings queue = config.queue();
    Most most = Most.ofWorker(presses.maxRows(), presses.maxPages(), presses.maxBytes());
    return queue.isSpool() || !queue.artifacts().inDatabase()
        ? most
        : most.tighter(
            new Most(
                null,
                null,
                new Most.Limit(
                    queue.artifacts().most(), "queue.maxArtifact in the worker's configuration")));
  }

  /** What a job may take before its report is known. */
  static JobRun.Limits limits(Claim claim, PressSettings presses, Briefing.Limits limits) {
    TimeLimit time = TimeLimit.of(claim.job().request().timeout(), presses);
    return new JobRun.Limits(time, presses.stopping(), limits);
  }
}
