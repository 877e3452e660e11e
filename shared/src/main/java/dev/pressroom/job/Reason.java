package dev.pressroom.job;

import java.util.Locale;

/** Why an attempt or a job ended as it did. */
public enum Reason {
  SUCCEEDED,
  /** Trying again cannot help: a bad parameter, a broken definition, SQL that is wrong. */
  REPORT_FAILED,
  /** Something that may pass: a lost connection, a full disk. */
  TEMPORARY_FAILURE,
  /** The press ended by itself or was killed from outside. */
  PRESS_DIED,
  OUT_OF_MEMORY,
  TIMED_OUT,
  /** The worker that held the job was lost, and no attempt is left. */
  WORKER_LOST,
  /** A worker gave the job back without fault of the job. */
  RELEASED,
  RELEASED_TOO_OFTEN,
  /** Somebody asked for it. */
  CANCELLED,
  /** Nobody needs it any more. */
  EXPIRED;

  /** The reason's name in files: lower case with dashes. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The reason of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Reason parse(String text) {
    for (Reason reason : values()) {
      if (reason.text().equals(text)) {
        return reason;
      }
    }
    throw new IllegalArgumentException("\"" + text + "\" is not a reason");
  }

  @Override
  public String toString() {
    return text();
  }
}
