package dev.pressroom.submitter;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Job;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.queue.JobView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a job consists of. Each method throws {@link java.nio.file.NoSuchFileException} if the job
 * is no longer where it was seen; the caller looks again. Safe for use by several threads.
 */
interface JobFiles {

  /** Whether a job is still where it was seen, and so in the same state. Cheap. */
  boolean unmoved(JobView seen);

  /** What was asked. */
  Job job(JobView seen) throws IOException, JobFormatException;

  /** How far the attempt is; empty if nobody said. */
  Optional<JobProgress> progress(JobView running);

  /** Makes sure that a state that was seen also survives a crash of the machine. */
  void makeDurable(JobView finished) throws IOException;

  /** What came of it. */
  Outcome outcome(JobView finished) throws IOException, JobFormatException;

  /** The error file; empty if the job has none. */
  Optional<String> errorText(JobView failed) throws IOException, JobFormatException;

  /** The end of the last attempt's log; empty if it wrote none, or none is known. */
  Optional<String> log(JobView seen) throws IOException, JobFormatException;

  InputStream open(JobView succeeded, Artifact artifact) throws IOException;

  Path path(JobView succeeded, Artifact artifact) throws IOException;
}
