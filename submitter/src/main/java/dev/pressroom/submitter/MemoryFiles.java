package dev.pressroom.submitter;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.Outcome;
import dev.pressroom.jobdir.ErrorFile;
import dev.pressroom.queue.JobView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the jobs of a {@link MemoryQueue} consist of. Only {@link #path} writes anything. */
final class MemoryFiles implements JobFiles {
  private final MemoryQueue queue;
  private final List<Path> written = new ArrayList<>();

  MemoryFiles(MemoryQueue queue) {
    this.queue = queue;
  }

  /** Looking at the queue is cheap. */
  @Override
  public boolean unmoved(JobView seen) {
    return false;
  }

  @Override
  public Job job(JobView seen) throws IOException {
    return queue.job(seen.id()).orElseThrow(() -> gone(seen.id()));
  }

  @Override
  public Optional<JobProgress> progress(JobView running) {
    return queue.progress(running.id());
  }

  @Override
  public void makeDurable(JobView finished) {}

  @Override
  public Outcome outcome(JobView finished) throws IOException {
    return queue.outcome(finished.id()).orElseThrow(() -> gone(finished.id()));
  }

  @Override
  public Optional<String> errorText(JobView failed) throws IOException {
    return Optional.of(
        new String(ErrorFile.render(job(failed), outcome(failed)), StandardCharsets.UTF_8));
  }

  /** Nothing runs, so nothing writes. */
  @Override
  public Optional<String> log(JobView seen) {
    return Optional.empty();
  }

  @Override
  public InputStream open(JobView succeeded, Artifact artifact) throws IOException {
    return new ByteArrayInputStream(content(succeeded, artifact));
  }

  @Override
  public synchronized Path path(JobView succeeded, Artifact artifact) throws IOException {
    byte[] content = content(succeeded, artifact);
    Path folder = Files.createTempDirectory("pressroom-recorded");
    written.add(folder);
    Path file = FileNames.resolve(folder, artifact.file());
    written.add(file);
    return Files.write(file, content);
  }

  private byte[] content(JobView succeeded, Artifact artifact) throws IOException {
    return queue.content(succeeded.id(), artifact.file()).orElseThrow(() -> gone(succeeded.id()));
  }

  private static NoSuchFileException gone(JobId id) {
    return new NoSuchFileException(id.text());
  }

  /** Removes what {@link #path} wrote. */
  synchronized void close() {
    try {
      for (int i = written.size() - 1; i >= 0; i--) {
        Files.deleteIfExists(written.get(i));
      }
      written.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
