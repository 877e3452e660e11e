package dev.pressroom.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the demo's jobs wait.
 *
 * @param url as a host opens it: {@code spool:} and a folder, or the JDBC URL of a database with
 *     user and password in it
 */
public record DemoStore(String url) {
  private static final Pattern LOGIN =
      Pattern.compile("[?&;](user|password)=([^&;]*)", Pattern.CASE_INSENSITIVE);

  /** Whether a worker has to make its tables first. */
  public boolean isDatabase() {
    return url.startsWith("jdbc:");
  }

  /** The class that tells where the driver's jar is; empty for a spool. */
  public Optional<String> driver() {
    return isDatabase()
        ? Optional.of(url.startsWith("jdbc:h2:") ? "org.h2.Driver" : "org.postgresql.Driver")
        : Optional.empty();
  }

  /** The lines of a worker's configuration, where no password may stand: it gets a file. */
  String configuration(Path folder) throws IOException {
    if (!isDatabase()) {
      return "queue: " + url + "\n";
    }
    StringBuilder lines = new StringBuilder("queue:\n  url: " + quoted(withoutLogin()) + "\n");
    Optional<String> user = said("user");
    if (user.isPresent()) {
      lines.append("  user: ").append(quoted(user.get())).append('\n');
    }
    Optional<String> password = said("password");
    if (password.isPresent()) {
      Files.writeString(folder.resolve("queue.password"), password.get() + "\n");
      lines.append("  password: {file: queue.password}\n");
    }
    return lines.append("  directory: work\n").toString();
  }

  private Optional<String> said(String what) {
    return LOGIN
        .matcher(url)
        .results()
        .filter(found -> found.group(1).equalsIgnoreCase(what))
        .map(found -> found.group(2))
        .findFirst();
  }

  private String withoutLogin() {
    Matcher login = LOGIN.matcher(url);
    String rest = login.replaceAll("");
    return rest.contains("?") ? rest : rest.replaceFirst("&", "?");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
