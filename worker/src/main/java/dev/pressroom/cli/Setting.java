package dev.pressroom.cli;

import dev.pressroom.queue.Store;
import dev.pressroom.queue.spool.SpoolStore;
import dev.pressroom.worker.config.WorkerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Option;

/** Where the configuration and the queue are, for every verb. */
final class Setting {
  private static final String SPOOL = "spool:";

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = {
        "The worker's configuration. Without it: $PRESSROOM_CONFIG, else ./pressroom.yaml, else"
            + " the defaults."
      })
  private Path file;

  @Option(
      names = {"-Q", "--spool"},
      paramLabel = "DIR",
      description = "The queue's folder, instead of the configured queue.")
  private Path spool;

  WorkerConfig config() {
    Path chosen = file != null ? file : fromEnvironment();
    if (chosen == null && Files.exists(Path.of("pressroom.yaml"))) {
      chosen = Path.of("pressroom.yaml");
    }
    if (chosen != null && !Files.exists(chosen)) {
      throw WrongUsage.notFound(chosen + " is not there; name a configuration with --config FILE");
    }
    return chosen == null ? WorkerConfig.defaults(Path.of("")) : WorkerConfig.load(chosen);
  }

  private static Path fromEnvironment() {
    String value = System.getenv("PRESSROOM_CONFIG");
    return value == null || value.isBlank() ? null : Path.of(value);
  }

  /** The queue's URL. */
  String queue() {
    return spool != null ? SPOOL + spool.toAbsolutePath() : config().queue();
  }

  /** Opens the queue to look at it; one that is not there is an error, not made. */
  Store openStore() {
    String url = queue();
    Path root = Path.of(url.substring(SPOOL.length()));
    if (!Files.isDirectory(root)) {
      throw new WrongUsage(
          ExitCode.QUEUE,
          "the spool "
              + root
              + " is not there; name it with --spool DIR or --config FILE. Nothing was made");
    }
    return SpoolStore.open(root, Clock.systemUTC());
  }
}
