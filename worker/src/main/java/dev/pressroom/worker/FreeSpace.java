package dev.pressroom.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the disk that jobs lie on has room for more: attempts that end in the middle because it
 * is full help nobody. Says when it has none any more, and when it has again. For one thread.
 */
final class FreeSpace {
  private static final Logger LOG = LoggerFactory.getLogger(FreeSpace.class);

  private final Path folder;
  private final long least;
  private boolean scarce;

  /**
   * @param folder on that disk
   */
  FreeSpace(Path folder, long least) {
    this.folder = folder;
    this.least = least;
  }

  boolean suffices() {
    long free = free();
    if (free < least && !scarce) {
      LOG.warn(
          "no-space: the disk of {} has {}m free, worker.freeSpace is {}m; no job is claimed until"
              + " there is more",
          folder,
          free >> 20,
          least >> 20);
    } else if (free >= least && scarce) {
      LOG.info(
          "space-again: the disk of {} has {}m free; jobs are claimed again", folder, free >> 20);
    }
    scarce = free < least;
    return !scarce;
  }

  private long free() {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      // Whoever claims will hear of it.
      LOG.debug("the disk of {} does not say how much is free", folder, e);
      return Long.MAX_VALUE;
    }
  }
}
