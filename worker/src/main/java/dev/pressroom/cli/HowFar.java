package dev.pressroom.cli;

import dev.pressroom.job.JobState;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.queue.JobView;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far a running job says that it is.
 *
 * @param done so many rows, or what else its message counts
 * @param total of so many; 0 if it does not know
 * @param message its own words; may be null
 * @param began when its attempt began; null if that cannot be seen
 */
record HowFar(long done, long total, String message, Instant began) {
  private static final int LARGEST = 64 * 1024;
  private static final LocalDisk DISK = new LocalDisk();

  /** Empty if it does not run, or has gone on meanwhile. */
  static Optional<HowFar> of(JobView job) {
    if (job.state() != JobState.RUNNING || job.attempt() == null || job.directory() == null) {
      return Optional.empty();
    }
    JobDirectory files = new JobDirectory(job.directory());
    try {
      // Its last entry is the attempt's own folder, which the claim made.
      Instant began = DISK.touched(files.attempts());
      return Optional.of(read(files, job.attempt().number(), began));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static HowFar read(JobDirectory files, int attempt, Instant began) {
    try {
      Map<?, ?> says =
          JsonMapper.builder()
              .build()
              .readValue(DISK.read(files.progress(attempt), LARGEST), Map.class);
      return new HowFar(
          number(says.get("done")),
          number(says.get("total")),
          says.get("message") instanceof String message ? message : null,
          began);
    } catch (IOException | JacksonException e) {
      // It has not said anything yet.
      return new HowFar(0, 0, null, began);
    }
  }

  private static long number(Object value) {
    return value instanceof Number number ? Math.max(0, number.longValue()) : 0;
  }

  /** {@code 12,000 of 50,000, page 7}; empty if it has not said anything. */
  String text() {
    String count =
        done == 0
            ? ""
            : total > 0 ? Amounts.count(done) + " of " + Amounts.count(total) : Amounts.count(done);
    if (message == null || message.isBlank()) {
      return count;
    }
    return count.isEmpty() ? message : count + ", " + message;
  }
}
