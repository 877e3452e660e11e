package dev.pressroom.queue.jdbc;

import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LogEnd;
import dev.pressroom.queue.Claim;

/** The end of what a press wrote, for readers on other machines. */
final class Tail {
  private Tail() {}

  /** Null if nothing was written, or it cannot be read. */
  static String of(Claim claim) {
    return LogEnd.of(new JobDirectory(claim.directory()).pressLog(claim.attempt().number()))
        // No database takes a NUL character.
        .map(text -> text.replace('\0', '\uFFFD'))
        .orElse(null);
  }
}
