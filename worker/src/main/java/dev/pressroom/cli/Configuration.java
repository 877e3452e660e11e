package dev.pressroom.cli;

import dev.pressroom.worker.config.WorkerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the configuration is. */
final class Configuration {
  private static final Path USUAL = Path.of("pressroom.yaml");

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = {
        "The worker's configuration. Without it: $PRESSROOM_CONFIG, else ./pressroom.yaml, else"
            + " the defaults."
      })
  private Path file;

  WorkerConfig read() {
    String variable = System.getenv("PRESSROOM_CONFIG");
    if (file != null) {
      return read(file, "--config");
    } else if (variable != null && !variable.isBlank()) {
      return read(Path.of(variable), "$PRESSROOM_CONFIG");
    }
    return Files.exists(USUAL) ? WorkerConfig.load(USUAL) : WorkerConfig.defaults(Path.of(""));
  }

  private static WorkerConfig read(Path chosen, String by) {
    if (!Files.exists(chosen)) {
      throw WrongUsage.configuration(
          "the configuration "
              + chosen.toAbsolutePath()
              + " of "
              + by
              + " is not there; name another with --config FILE. Nothing was started.");
    }
    return WorkerConfig.load(chosen);
  }
}
