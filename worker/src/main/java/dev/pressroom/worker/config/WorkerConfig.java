package dev.pressroom.worker.config;

import dev.pressroom.data.DataSourceSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a worker is told. All paths are absolute: relative ones in the file are relative to the
 * file's folder.
 *
 * @param queue where jobs wait
 * @param folders where definitions and files are
 * @param worker how this worker claims and keeps its jobs
 * @param presses how the child processes run
 * @param retention finished jobs are removed after so long; zero keeps them for ever
 * @param jobs what jobs get that do not say
 * @param log how the worker's own log is written
 * @param dataSources what reports may read, by name, in the file's order; may be empty
 */
public record WorkerConfig(
    QueueSettings queue,
    Folders folders,
    WorkerSettings worker,
    PressSettings presses,
    Duration retention,
    JobSettings jobs,
    LogSettings log,
    Map<String, DataSourceSettings> dataSources) {
  /**
   * Reads and checks a file, and the passwords that it refers to.
   *
   * @throws ConfigurationException with all problems of the file
   */
  public static WorkerConfig load(Path file) {
    return load(file, new ArrayList<>());
  }

  /**
   * The same, telling what was read.
   *
   * @param settings each setting is added, in the order of the sample, also if there are problems
   */
  public static WorkerConfig load(Path file, List<Setting> settings) {
    return ConfigurationFile.read(file.toAbsolutePath().normalize(), System.getenv(), settings);
  }

  /**
   * The same over the spool in another folder. What would have been published within the former
   * queue's folder is published within the new one.
   */
  public WorkerConfig withSpool(Path spool) {
    return with(QueueSettings.spool(spool));
  }

  /** The same over a queue in another database, whose files are in another folder. */
  public WorkerConfig withDatabase(String url, Path directory) {
    return with(new QueueSettings(url, directory, null, Map.of(), QueueSettings.Artifacts.USUAL));
  }

  private WorkerConfig with(QueueSettings other) {
    boolean within = folders.published().equals(Folders.publishedIn(queue.directory()));
    Folders moved =
        new Folders(
            folders.reports(),
            folders.plugins(),
            folders.schedules(),
            folders.cache(),
            within ? Folders.publishedIn(other.directory()) : folders.published());
    return new WorkerConfig(other, moved, worker, presses, retention, jobs, log, dataSources);
  }

  /** Where each version of a definition that was ever run here is kept: where the files are. */
  public Path definitions() {
    return queue.directory().resolve("definitions");
  }

  /** What a file that says nothing but {@code pressroom: worker/1} in that folder means. */
  public static WorkerConfig defaults(Path folder) {
    return defaults(folder, new ArrayList<>());
  }

  /** The same, telling the defaults. */
  public static WorkerConfig defaults(Path folder, List<Setting> settings) {
    Path file = folder.toAbsolutePath().normalize().resolve("pressroom.yaml");
    return ConfigurationFile.parse(file, ConfigurationFile.FORMAT_LINE, Map.of(), settings);
  }
}
