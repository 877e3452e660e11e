package dev.pressroom.cli;

import dev.pressroom.queue.ExamineStore;
import dev.pressroom.queue.Store;
import dev.pressroom.queue.spool.Examination;
import dev.pressroom.queue.spool.SpoolStore;
import dev.pressroom.worker.config.WorkerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the configuration and the queue are, for every verb that needs a queue. */
final class Setting {
  private static final String SPOOL = "spool:";

  @Mixin private Configuration configuration;

  @Option(
      names = {"-Q", "--spool"},
      paramLabel = "DIR",
      description = "The queue's folder, instead of the configured queue.")
  private Path spool;

  /** Read once: what is looked at again and again does not change in between. */
  private WorkerConfig read;

  private WorkerConfig read() {
    if (read == null) {
      read = configuration.read();
    }
    return read;
  }

  /** The configuration of a worker over the queue that is meant. */
  WorkerConfig config() {
    WorkerConfig config = read();
    return spool != null ? config.withSpool(spool.toAbsolutePath().normalize()) : known(config);
  }

  /** The queue's folder, whether or not it is there. */
  Path spool() {
    return spool != null
        ? spool.toAbsolutePath().normalize()
        : Path.of(known(read()).queue().substring(SPOOL.length()));
  }

  /** The URL of the queue, to submit to it. */
  String queue() {
    return queue("name it with --spool DIR or --config FILE, or start a worker on it.");
  }

  /**
   * The same for a verb that can make it.
   *
   * @param create whether it may be one that is not there yet
   */
  String queue(boolean create) {
    return create
        ? SPOOL + spool()
        : queue(
            "name it with --spool DIR or --config FILE, start a worker on it, or make it with"
                + " --create.");
  }

  private String queue(String cure) {
    Path folder = spool();
    mustBeThere(folder, cure + " Nothing was submitted.");
    return SPOOL + folder;
  }

  /** Opens the queue to look at it; one that is not there is an error, not made. */
  Store openStore() {
    Path folder = spool();
    mustBeThere(folder, "name it with --spool DIR or --config FILE. Nothing was made.");
    return SpoolStore.open(folder, Clock.systemUTC());
  }

  /** For a look at the queue as a physician has it: nothing is made, and it may be sick. */
  ExamineStore examine() {
    Path folder = spool();
    if (!Files.isDirectory(folder)) {
      mustBeThere(folder, "name it with --spool DIR or --config FILE. Nothing was looked at.");
    }
    return new Examination(folder, Clock.systemUTC());
  }

  /** What stands around the jobs of an open queue. */
  Situation situation(Store store) {
    WorkerConfig config = config();
    return new Situation(
        store,
        examine().workers(),
        config.worker().lease(),
        config.folders().published(),
        Instant.now());
  }

  /** The queue as messages call it. */
  String queueName() {
    return SPOOL + spool();
  }

  private static WorkerConfig known(WorkerConfig config) {
    if (!config.queue().startsWith(SPOOL)) {
      // Not the whole: other kinds of queues have passwords in their URLs.
      String kind = config.queue().substring(0, config.queue().indexOf(':') + 1);
      throw WrongUsage.configuration(
          "queue="
              + kind
              + "… is of no kind that this version knows; write spool: and a folder. Nothing was"
              + " started.");
    }
    return config;
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
