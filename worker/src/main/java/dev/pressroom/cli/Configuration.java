package dev.pressroom.cli;

import dev.pressroom.worker.config.WorkerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    return read(new ArrayList<>());
  }

  /** The same, telling each setting. */
  WorkerConfig read(List<dev.pressroom.worker.config.Setting> settings) {
    String variable = System.getenv("PRESSROOM_CONFIG");
    if (file != null) {
      return read(file, "--config", settings);
    } else if (variable != null && !variable.isBlank()) {
      return read(Path.of(variable), "$PRESSROOM_CONFIG", settings);
    }
    return Files.exists(USUAL)
        ? WorkerConfig.load(USUAL, settings)
        : WorkerConfig.defaults(Path.of(""), settings);
  }

  private static WorkerConfig read(
      Path chosen, String by, List<dev.pressroom.worker.config.Setting> settings) {
    if (!Files.exists(chosen)) {
      throw WrongUsage.configuration(
          "the configuration "
              + chosen.toAbsolutePath()
              + " of "
              + by
              + " is not there; name another with --config FILE. Nothing was started.");
    }
    return WorkerConfig.load(chosen, settings);
  }
}
