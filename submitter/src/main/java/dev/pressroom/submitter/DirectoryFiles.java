package dev.pressroom.submitter;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Job;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.Disk;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.jobdir.LogEnd;
import dev.pressroom.queue.JobView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** A job's directory as its host sees it. Nothing is written, links are not followed. */
final class DirectoryFiles implements JobFiles {
  /** Must exceed an outcome and a job together, which the error file shows. */
  private static final int LARGEST_ERROR_FILE = 16 << 20;

  private final Disk disk = new LocalDisk();

  @Override
  public boolean unmoved(JobView seen) {
    return disk.exists(seen.directory());
  }

  @Override
  public Job job(JobView seen) throws IOException, JobFormatException {
    return new JobDirectory(seen.directory()).readJob(disk);
  }

  @Override
  public Optional<JobProgress> progress(JobView running) {
    try {
      return ProgressJson.read(
          disk.read(
              new JobDirectory(running.directory()).progress(running.attempt().number()),
              ProgressJson.LARGEST));
    } catch (IOException e) {
      // Not said yet, or the job moved on: nobody fails for want of a progress bar.
      return Optional.empty();
    }
  }

  @Override
  public void makeDurable(JobView finished) throws IOException {
    disk.force(finished.directory().getParent());
  }

  @Override
  public Outcome outcome(JobView finished) throws IOException, JobFormatException {
    makeDurable(finished);
    JobDirectory files = new JobDirectory(finished.directory());
    Optional<Outcome> outcome = files.readOutcome(disk);
    if (outcome.isEmpty()) {
      throw new NoSuchFileException(files.outcomeJson().toString());
    }
    return outcome.get();
  }

  @Override
  public Optional<String> errorText(JobView failed) throws IOException, JobFormatException {
    makeDurable(failed);
    Job job = job(failed);
    String name = job.request().outputs().get(0).baseName(job.id()) + ".txt";
    Path file = FileNames.resolve(new JobDirectory(failed.directory()).output(), name);
    try {
      return Optional.of(new String(disk.read(file, LARGEST_ERROR_FILE), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      if (disk.exists(failed.directory())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public Optional<String> log(JobView seen) throws IOException, JobFormatException {
    int attempt =
        seen.state().finished() ? outcome(seen).attempt().number() : seen.attempt().number();
    Optional<String> end = LogEnd.of(new JobDirectory(seen.directory()).pressLog(attempt));
    if (end.isEmpty() && !disk.exists(seen.directory())) {
      throw new NoSuchFileException(seen.directory().toString());
    }
    return end;
  }

  @Override
  public InputStream open(JobView succeeded, Artifact artifact) throws IOException {
    return Files.newInputStream(checked(succeeded, artifact), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Path path(JobView succeeded, Artifact artifact) throws IOException {
    Path file = checked(succeeded, artifact);
    if (!FileNames.expressible(file.getParent(), artifact.file())) {
      throw new IOException(
          "this JVM cannot name it by a path: "
              + FileNames.cure()
              + ". The stream of open() reads it all the same");
    }
    return file;
  }

  /** What is no regular file, or has another size than was published, is not what was made. */
  private static Path checked(JobView succeeded, Artifact artifact) throws IOException {
    Path file =
        FileNames.resolve(new JobDirectory(succeeded.directory()).output(), artifact.file());
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile() || attributes.size() != artifact.size()) {
      throw new IOException(
          "it was published as a file of "
              + artifact.size()
              + " bytes and is now "
              + (attributes.isRegularFile()
                  ? "one of " + attributes.size() + " bytes"
                  : "no file at all")
              + ": somebody changed it");
    }
    return file;
  }
}
