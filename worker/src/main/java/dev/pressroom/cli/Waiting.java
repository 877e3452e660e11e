package dev.pressroom.cli;

import dev.pressroom.job.JobState;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.Store;
import dev.pressroom.submitter.SubmittedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Waiting for a job, with a bar where a person watches. For one thread. */
final class Waiting {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final JsonMapper JSON = JsonMapper.builder().build();

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
    seen.filter(view -> view.state() == JobState.RUNNING)
        .ifPresent(view -> showProgress(bar, view));
  }

  private static void showProgress(ProgressBar bar, JobView view) {
    try {
      Map<?, ?> progress =
          JSON.readValue(
              Files.readString(
                  new JobDirectory(view.directory()).progress(view.attempt().number())),
              Map.class);
      if (progress.get("total") instanceof Number total && total.longValue() > 0) {
        bar.maxHint(total.longValue());
      }
      if (progress.get("done") instanceof Number done) {
        bar.stepTo(done.longValue());
      }
      if (progress.get("message") instanceof String message) {
        bar.setExtraMessage(message);
      }
    } catch (IOException | JacksonException e) {
      // The job moved on, or has not said anything yet: the bar stays as it is.
      return;
    }
  }
}
