package dev.pressroom.submitter;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.Outcome;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.ReadStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What a job consists of, from a store that itself keeps it: its directory is on another disk. */
final class StoredFiles implements JobFiles {
  private final ReadStore store;

  StoredFiles(ReadStore store) {
    this.store = store;
  }

  /** Whether it is costs as much as looking. */
  @Override
  public boolean unmoved(JobView seen) {
    return false;
  }

  @Override
  public Job job(JobView seen) throws IOException {
    return store.job(seen.id()).orElseThrow(() -> gone(seen.id()));
  }

  @Override
  public Optional<JobProgress> progress(JobView running) {
    return Optional.empty();
  }

  /** What was seen was committed. */
  @Override
  public void makeDurable(JobView finished) {}

  @Override
  public Outcome outcome(JobView finished) throws IOException {
    return store.outcome(finished.id()).orElseThrow(() -> gone(finished.id()));
  }

  @Override
  public Optional<String> errorText(JobView failed) {
    return store.errorText(failed.id());
  }

  @Override
  public Optional<String> log(JobView seen) {
    return store.log(seen.id());
  }

  @Override
  public InputStream open(JobView succeeded, Artifact artifact) throws IOException {
    try {
      return store.open(succeeded.id(), artifact);
    } catch (NoSuchFileException e) {
      if (store.outcome(succeeded.id()).isEmpty()) {
        throw e;
      }
      throw new IOException(
          "no copy of it can be reached from here: the workers keep none, or in another place than"
              + " this submitter was opened with (queue.artifacts in their configuration)",
          e);
    }
  }

  @Override
  public Path path(JobView succeeded, Artifact artifact) throws IOException {
    throw new IOException(
        "it has no path here, because the queue is in a database; read it with open()");
  }

  private static NoSuchFileException gone(JobId id) {
    return new NoSuchFileException(id.text());
  }
}
