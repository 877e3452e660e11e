package dev.pressroom.cli;

import dev.pressroom.job.JobState;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.Store;
import dev.pressroom.submitter.SubmittedJob;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Waiting for a job, with a bar where a person watches. For one thread. */
final class Waiting {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final SubmittedJob job;
  private final Store store;

  Waiting(SubmittedJob job, Store store) {
    this.job = job;
    this.store = store;
  }

  /** The state in the end, or when the time was over. */
  JobState await(Duration most) throws InterruptedException {
    if (System.console() == null) {
      return job.await(most);
    }
    long until = System.nanoTime() + most.toNanos();
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(job.id().report())
            .setInitialMax(-1)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .hideEta()
            .build()) {
      while (true) {
        JobState state = job.await(BETWEEN_LOOKS);
        if (state.finished() || System.nanoTime() - until >= 0) {
          return state;
        }
        show(bar);
      }
    }
  }

  private void show(ProgressBar bar) {
    Optional<JobView> seen = store.find(job.id());
    seen.ifPresent(view -> bar.setExtraMessage(view.state().text()));
    seen.flatMap(HowFar::of).ifPresent(far -> showProgress(bar, far));
  }

  private static void showProgress(ProgressBar bar, HowFar far) {
    if (far.total() > 0) {
      bar.maxHint(far.total());
    }
    bar.stepTo(far.done());
    if (far.message() != null) {
      bar.setExtraMessage(Console.harmless(far.message()));
    }
  }
}
