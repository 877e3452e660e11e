package dev.pressroom.cli;

/** Something that the person at the command line can put right. */
final class WrongUsage extends RuntimeException {
  private final int exitCode;

  WrongUsage(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static WrongUsage of(String message) {
    return new WrongUsage(ExitCode.USAGE, message);
  }

  static WrongUsage configuration(String message) {
    return new WrongUsage(ExitCode.CONFIGURATION, message);
  }

  static WrongUsage notFound(String message) {
    return new WrongUsage(ExitCode.NOT_FOUND, message);
  }

  int exitCode() {
    return exitCode;
  }
}
