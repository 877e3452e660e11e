package dev.pressroom.cli;

/** What the program's exit code means; the README has the same table. */
final class ExitCode {
  /** Done. */
  static final int OK = 0;

  /** The job failed or was cancelled, a definition has problems, or a worker failed. */
  static final int FAILED = 1;

  /** The command line, or a file that it names, is wrong. */
  static final int USAGE = 2;

  /** The configuration is refused; nothing was started. */
  static final int CONFIGURATION = 3;

  /** The queue, or a file, is not there, cannot be used, or refused; trying again may help. */
  static final int QUEUE = 4;

  /** There is no such job, report or file. */
  static final int NOT_FOUND = 5;

  /** The time to wait was over before the job had ended. */
  static final int STILL_RUNNING = 6;

  /** The doctor found something harmful. */
  static final int SICK = 7;

  /** A fault of the program itself. */
  static final int FAULT = 70;

  private ExitCode() {}
}
