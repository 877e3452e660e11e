package dev.pressroom.submitter;

import dev.pressroom.job.Artifact;
import dev.pressroom.queue.QueueException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.OptionalInt;

/** A file that a job produced. It stays as it is until the job is purged. */
public final class FinishedFile {
  private final SubmittedJob job;
  private final Artifact artifact;

  FinishedFile(SubmittedJob job, Artifact artifact) {
    this.job = job;
    this.artifact = artifact;
  }

  /** With its extension. */
  public String name() {
    return artifact.file();
  }

  /** Such as {@code pdf}. */
  public String format() {
    return artifact.format();
  }

  /** Such as {@code application/pdf}. */
  public String mediaType() {
    return artifact.mediaType();
  }

  /** In bytes. */
  public long size() {
    return artifact.size();
  }

  /** Empty for a format without pages. */
  public OptionalInt pages() {
    return artifact.pages() == null ? OptionalInt.empty() : OptionalInt.of(artifact.pages());
  }

  /** Of the content: 64 hexadecimal digits. */
  public String sha256() {
    return artifact.sha256();
  }

  /**
   * The content, to be closed by the caller. A stream that is open stays readable when the job is
   * purged; one from a database may end in a {@link QueueException} then.
   *
   * @throws QueueException if the job was purged, or its file was changed by somebody; or if the
   *     queue is in a database, and no copy can be reached from here
   */
  public InputStream open() {
    return job.reading("artifact " + name(), (files, seen) -> files.open(seen, artifact));
  }

  /**
   * Where it lies, for reading.
   *
   * @throws QueueException as {@link #open}; also if the queue is in a database, or this JVM's
   *     encoding of file names cannot express the name, and then {@link #open} works
   */
  public Path path() {
    return job.reading("artifact " + name(), (files, seen) -> files.path(seen, artifact));
  }

  @Override
  public String toString() {
    return name() + " of job " + job.id();
  }
}
