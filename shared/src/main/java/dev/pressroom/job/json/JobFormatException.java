package dev.pressroom.job.json;

import dev.pressroom.job.Harmless;

/** A file is not what it should be. The message names the place, the value and the rule. */
public final class JobFormatException extends Exception {
  private static final int LONGEST = 2_000;

  private final boolean newer;

  JobFormatException(String message, Throwable cause) {
    this(message, cause, false);
  }

  private JobFormatException(String message, Throwable cause, boolean newer) {
    super(oneLine(message), cause);
    this.newer = newer;
  }

  /** What is quoted comes from anybody, and goes to logs, receipts and terminals. */
  private static String oneLine(String message) {
    String shown =
        message.length() > LONGEST ? message.substring(0, LONGEST) + "… (cut short)" : message;
    return Harmless.line(shown);
  }

  static JobFormatException newer(String form, String known) {
    return new JobFormatException(
        "its form is "
            + form
            + ", and this version of Pressroom reads "
            + known
            + "; upgrade the workers",
        null,
        true);
  }

  /** Whether it is a form of a later version: not broken, only not for this one. */
  public boolean newerForm() {
    return newer;
  }
}
