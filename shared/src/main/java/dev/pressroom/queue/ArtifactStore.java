package dev.pressroom.queue;

import dev.pressroom.job.JobId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Where finished artifacts are kept for machines that do not have the worker's disk. Each is
 * addressed by job, attempt and name, and is never overwritten: which attempt counts is the store's
 * to say. Safe for use by several threads.
 */
public interface ArtifactStore {

  /**
   * Keeps a copy of a file, durably, when this returns. One that is there already stays.
   *
   * @throws QueueException if it is not to be kept, such as for its size
   */
  void put(JobId id, int attempt, String name, Path file) throws IOException;

  /**
   * The content, to be closed by the caller.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  InputStream open(JobId id, int attempt, String name) throws IOException;

  /** Removes the artifacts of every attempt of a job but one: those that lost. */
  void keepOnly(JobId id, int attempt) throws IOException;

  /** Removes all artifacts of a job. */
  void remove(JobId id) throws IOException;
}
