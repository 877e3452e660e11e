package dev.pressroom.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a URL of H2 says about where the database lives: in this process's memory, in a file, or
 * with a server of its own.
 */
public final class H2Url {
  private static final String PREFIX = "jdbc:h2:";

  private final String database;
  private final List<String> settings;

  private H2Url(String rest) {
    String[] parts = rest.split(";");
    this.database = parts.length == 0 ? "" : parts[0];
    this.settings =
        Arrays.stream(parts).skip(1).map(part -> part.strip().toUpperCase(Locale.ROOT)).toList();
  }

  /** Empty for a URL of another database. */
  public static Optional<H2Url> of(String url) {
    return url.startsWith(PREFIX)
        ? Optional.of(new H2Url(url.substring(PREFIX.length())))
        : Optional.empty();
  }

  /** Whether the database is a file that the first process to open it serves to the others. */
  public boolean isFile() {
    return !isMemory()
        && !database.startsWith("tcp:")
        && !database.startsWith("ssl:")
        && !database.startsWith("zip:");
  }

  private boolean isMemory() {
    String lower = database.toLowerCase(Locale.ROOT);
    return lower.startsWith("mem:") || lower.contains("memfs:") || lower.contains("memlz:");
  }

  /**
   * Why presses cannot use it, with the cure, as the end of a sentence that begins with the URL;
   * empty if they can.
   */
  public Optional<String> objection() {
    if (isMemory()) {
      return Optional.of(
          "is in one process's memory, and a press is another process; use a file"
              + " (jdbc:h2:file:…;AUTO_SERVER=TRUE) or a server (jdbc:h2:tcp:…)");
    }
    if (isFile() && !settings.contains("AUTO_SERVER=TRUE")) {
      return Optional.of("is a file that several presses must share; append ;AUTO_SERVER=TRUE");
    }
    return Optional.empty();
  }

  /**
   * The URL with a relative path made absolute: presses work in another directory than the
   * supervisor.
   */
  public static String resolve(String url, Path folder) {
    Optional<H2Url> h2 = of(url);
    if (h2.isEmpty() || !h2.get().isFile()) {
      return url;
    }
    String database = h2.get().database;
    String path = database.startsWith("file:") ? database.substring(5) : database;
    // "nio:", "split:" and the like are left alone, and so is the home directory.
    if (path.isEmpty()
        || path.startsWith("~")
        || path.contains(":")
        || Path.of(path).isAbsolute()) {
      return url;
    }
    String rest = url.substring(PREFIX.length() + database.length());
    return PREFIX + "file:" + folder.toAbsolutePath().resolve(path).normalize() + rest;
  }
}
