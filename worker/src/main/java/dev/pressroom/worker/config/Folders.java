package dev.pressroom.worker.config;

import java.nio.file.Path;

/**
 * Where things are. None of them is looked at here; each may be absent.
 *
 * @param reports the definitions
 * @param plugins a folder for each plug-in, and jars of JDBC drivers
 * @param schedules their files
 * @param published the root below which a job may name a path for its artifacts
 */
public record Folders(Path reports, Path plugins, Path schedules, Path published) {

  /** Where a spool's jobs publish unless told otherwise. */
  static Path publishedIn(Path spool) {
    return spool.resolve("published");
  }

  static Folders read(Section root, Path spool) {
    return new Folders(
        root.path("reports", root.folder().resolve("reports")),
        root.path("plugins", root.folder().resolve("plugins")),
        root.path("schedules", root.folder().resolve("schedules")),
        root.path("published", publishedIn(spool)));
  }
}
