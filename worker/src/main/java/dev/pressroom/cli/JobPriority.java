package dev.pressroom.cli;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.JobName;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.queue.JobView;
import java.io.IOException;

/** A waiting job's priority: what its directory's name says, else what was asked for. */
final class JobPriority {
  private JobPriority() {}

  static int of(JobView job) {
    return JobName.parse(job.directory().getFileName().toString())
        .map(JobName::priority)
        .orElseGet(() -> asked(job));
  }

  private static int asked(JobView job) {
    try {
      Job asked = new JobDirectory(job.directory()).readJob(new LocalDisk());
      return asked.request().priority();
    } catch (IOException | JobFormatException e) {
      // It can still be moved and listed.
      return JobRequest.DEFAULT_PRIORITY;
    }
  }
}
