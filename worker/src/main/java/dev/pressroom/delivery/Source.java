package dev.pressroom.delivery;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.Disk;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.queue.ReadStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * Where what is to be delivered is read. What is gone is a {@link NoSuchFileException}; streams are
 * closed by the caller.
 */
sealed interface Source {

  Job job() throws IOException, JobFormatException;

  Optional<Outcome> outcome() throws IOException, JobFormatException;

  InputStream artifact(Artifact artifact) throws IOException;

  /** The error file. */
  InputStream error(Job job) throws IOException;

  /** In the job's directory, on this disk. */
  record OnDisk(JobDirectory files, Disk disk) implements Source {
    @Override
    public Job job() throws IOException, JobFormatException {
      return files.readJob(disk);
    }

    @Override
    public Optional<Outcome> outcome() throws IOException, JobFormatException {
      return files.readOutcome(disk);
    }

    @Override
    public InputStream artifact(Artifact artifact) throws IOException {
      return Files.newInputStream(files.output().resolve(artifact.file()));
    }

    @Override
    public InputStream error(Job job) throws IOException {
      String name = job.request().outputs().get(0).baseName(job.id()) + ".txt";
      return Files.newInputStream(files.output().resolve(name));
    }
  }

  /** In what the store keeps for machines that have not the job's directory. */
  record InStore(ReadStore store, JobId id) implements Source {
    @Override
    public Job job() throws IOException {
      return store.job(id).orElseThrow(this::gone);
    }

    @Override
    public Optional<Outcome> outcome() throws IOException {
      return Optional.of(store.outcome(id).orElseThrow(this::gone));
    }

    @Override
    public InputStream artifact(Artifact artifact) throws IOException {
      return store.open(id, artifact);
    }

    @Override
    public InputStream error(Job job) throws IOException {
      String text = store.errorText(id).orElseThrow(this::gone);
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private NoSuchFileException gone() {
      return new NoSuchFileException(id.text());
    }
  }
}
