package dev.pressroom.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/** Shows a finished file in the program that the desktop has for it. */
final class Opening {
  private static final long PATIENCE_SECONDS = 5;

  @Option(
      names = "--open",
      description = "Also open what was made, or the error file, with the desktop's own program.")
  private boolean wanted;

  /**
   * Opens it if that was asked for.
   *
   * @return what to say if it could not be done; empty otherwise
   */
  String open(Path file) {
    if (!wanted) {
      return "";
    }
    List<String> command = command(file, System.getProperty("os.name"), System.getenv());
    if (command.isEmpty()) {
      return "There is no desktop here to open it on.";
    }
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      // A program that goes on is showing it.
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() != 0
          ? command.get(0) + " could not open it; it ended with " + process.exitValue() + "."
          : "";
    } catch (IOException e) {
      return command.get(0) + " could not be started: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** Empty if there is no desktop. */
  static List<String> command(Path file, String system, Map<String, String> environment) {
    String path = file.toAbsolutePath().toString();
    if (system.toLowerCase(Locale.ROOT).startsWith("mac")) {
      return List.of("open", path);
    }
    boolean desktop =
        environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
    return desktop ? List.of("xdg-open", path) : List.of();
  }
}
