package dev.pressroom.queue;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * What a store itself keeps of its jobs, for readers on machines whose disks do not have the jobs'
 * directories. Each method throws {@link QueueException} if the store cannot be read.
 */
public interface ReadStore {

  /** What was asked; empty if there is no such job. */
  Optional<Job> job(JobId id);

  /** What came of a job; empty unless it has ended. */
  Optional<Outcome> outcome(JobId id);

  /** What came of an attempt after which the job went on; empty if nothing is known. */
  Optional<Outcome> outcome(JobId id, int attempt);

  /** The error file of a job that failed; empty for any other. */
  Optional<String> errorText(JobId id);

  /** The last lines that a finished job's press wrote; empty if it wrote none. */
  Optional<String> log(JobId id);

  /**
   * An artifact of a job that succeeded, to be closed by the caller.
   *
   * @throws java.nio.file.NoSuchFileException if no copy of it can be reached from here
   */
  InputStream open(JobId id, Artifact artifact) throws IOException;
}
