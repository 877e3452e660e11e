package dev.pressroom.cli;

import dev.pressroom.data.H2Url;
import dev.pressroom.job.JobId;
import dev.pressroom.queue.ExamineStore;
import dev.pressroom.queue.Store;
import dev.pressroom.queue.spool.Examination;
import dev.pressroom.submitter.Submitter;
import dev.pressroom.worker.Stores;
import dev.pressroom.worker.config.QueueSettings;
import dev.pressroom.worker.config.WorkerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the configuration and the queue are, for every verb that needs a queue. */
final class Setting {
  private static final String SPOOL = "spool:";
  private static final String JDBC = "jdbc:";

  @Mixin private Configuration configuration;

  @Option(
      names = {"-Q", "--spool", "--store"},
      paramLabel = "STORE",
      description =
          "The queue, instead of the configured one: its folder, or the JDBC URL of its database.")
  private String chosen;

  /** Read once: what is looked at again and again does not change in between. */
  private WorkerConfig read;

  /** The configuration of a worker over the queue that is meant. */
  WorkerConfig config() {
    if (read == null) {
      read = meant(configuration.read());
    }
    return read;
  }

  private WorkerConfig meant(WorkerConfig config) {
    if (chosen == null || chosen.equals(config.queue().url())) {
      return config;
    }
    Path here = Path.of("").toAbsolutePath();
    if (!chosen.startsWith(JDBC)) {
      String folder = chosen.startsWith(SPOOL) ? chosen.substring(SPOOL.length()) : chosen;
      return config.withSpool(here.resolve(folder).normalize());
    }
    QueueSettings.objection(chosen)
        .ifPresent(
            why -> {
              throw WrongUsage.of("the URL of --store " + why + ". Nothing was done.");
            });
    Path folder = config.queue().isSpool() ? here.resolve("work") : config.queue().directory();
    return config.withDatabase(H2Url.resolve(chosen, here), folder);
  }

  /** The folder of a queue that is one, whether or not it is there. */
  private Path folder() {
    return config().queue().directory();
  }

  private boolean isSpool() {
    return config().queue().isSpool();
  }

  /** A job that was put aside; only a spool has such a place. */
  Optional<PutAside> putAside(JobId id) throws IOException {
    return isSpool() ? PutAside.find(folder(), id) : Optional.empty();
  }

  /** Opens the queue to submit to it. */
  Submitter openSubmitter(String application) {
    return openSubmitter(
        application,
        "name it with --spool DIR or --config FILE, or start a worker on it. Nothing was"
            + " submitted.");
  }

  /**
   * The same for a verb that can make it.
   *
   * @param create whether it may be one that is not there yet; the tables of a queue in a database
   *     are a worker's to make
   */
  Submitter openSubmitter(String application, boolean create) {
    return openSubmitter(
        application,
        create
            ? null
            : "name it with --spool DIR or --config FILE, start a worker on it, or make it with"
                + " --create. Nothing was submitted.");
  }

  private Submitter openSubmitter(String application, String cure) {
    if (isSpool() && cure != null) {
      mustBeThere(folder(), cure);
    }
    return Stores.submitter(config().queue(), application);
  }

  /** Opens the queue to look at it; one that is not there is an error, not made. */
  Store openStore() {
    if (isSpool()) {
      mustBeThere(folder(), "name it with --spool DIR or --config FILE. Nothing was made.");
    }
    return Stores.forOperator(config().queue());
  }

  /** For a look at the queue as a physician has it: nothing is made, and it may be sick. */
  <T> T examining(Function<ExamineStore, T> look) {
    if (!isSpool()) {
      try (Store store = openStore()) {
        return look.apply(Stores.examining(store));
      }
    }
    return look.apply(examination());
  }

  private ExamineStore examination() {
    if (!Files.isDirectory(folder())) {
      mustBeThere(folder(), "name it with --spool DIR or --config FILE. Nothing was looked at.");
    }
    return new Examination(folder(), Clock.systemUTC());
  }

  /** What stands around the jobs of an open queue. */
  Situation situation(Store store) {
    WorkerConfig config = config();
    return new Situation(
        store,
        (isSpool() ? examination() : Stores.examining(store)).workers(),
        config.worker().lease(),
        config.folders().published(),
        Instant.now());
  }

  /** The queue as messages call it. */
  String queueName() {
    return config().queue().toString();
  }

  /** Every spool has had its folders since it was made. */
  private static void mustBeThere(Path folder, String cure) {
    if (!Files.isDirectory(folder.resolve("queued"))) {
      throw new WrongUsage(
          ExitCode.QUEUE,
          Files.exists(folder)
              ? folder + " is no spool, there is no folder queued in it; " + cure
              : "the spool " + folder + " is not there; " + cure);
    }
  }
}
