package dev.pressroom.queue.spool;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Removes what crashes left in {@code tmp/} and {@code trash/}. */
final class Sweep {
  /** Must exceed any submitter's life, or a slow submit would be swept away. */
  static final Duration ABANDONED_AFTER = Duration.ofHours(36);

  private final Spool spool;

  Sweep(Spool spool) {
    this.spool = spool;
  }

  void sweep() throws IOException {
    Instant old = spool.clock().instant().minus(ABANDONED_AFTER);
    for (String name : spool.disk().list(spool.tmp())) {
      Path path = spool.tmp().resolve(name);
      try {
        if (spool.disk().touched(path).isBefore(old)) {
          spool.discard(path);
        }
      } catch (NoSuchFileException e) {
        // It was finished meanwhile.
      }
    }
    for (String name : spool.disk().list(spool.trash())) {
      spool.disk().removeTree(spool.trash().resolve(name));
    }
  }
}
