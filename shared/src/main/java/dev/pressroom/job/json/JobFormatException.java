package dev.pressroom.job.json;

/** A file is not what it should be. The message names the place, the value and the rule. */
public final class JobFormatException extends Exception {
  private final boolean newer;

  JobFormatException(String message, Throwable cause) {
    this(message, cause, false);
  }

  private JobFormatException(String message, Throwable cause, boolean newer) {
    super(message, cause);
    this.newer = newer;
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
