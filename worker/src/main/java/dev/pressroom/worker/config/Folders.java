package dev.pressroom.worker.config;

import java.nio.file.Path;

/**
 * Where things are. None of them is looked at here; each may be absent.
 *
 * @param reports the definitions
 * @param plugins a folder for each plug-in, and jars of JDBC drivers
 * @param schedules their files
 * @param cache what this worker's user keeps for later and anybody may delete
 * @param published the root below which a job may name a path for its artifacts
 */
public record Folders(Path reports, Path plugins, Path schedules, Path cache, Path published) {

  /** Where jobs publish unless told otherwise: within the queue's folder. */
  static Path publishedIn(Path directory) {
    return directory.resolve("published");
  }

  static Folders read(Section root, Path directory) {
    return new Folders(
        root.path("reports", root.folder().resolve("reports")),
        root.path("plugins", root.folder().resolve("plugins")),
        root.path("schedules", root.folder().resolve("schedules")),
        root.path("cache", usersCache()),
        root.path("published", publishedIn(directory)));
  }

  /** As the service manager says, or the desktop, or where it always was. */
  private static Path usersCache() {
    String service = System.getenv("CACHE_DIRECTORY");
    if (service != null && !service.isEmpty()) {
      return Path.of(service.split(":", 2)[0]);
    }
    String desktop = System.getenv("XDG_CACHE_HOME");
    return desktop == null || desktop.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "pressroom")
        : Path.of(desktop, "pressroom");
  }
}
