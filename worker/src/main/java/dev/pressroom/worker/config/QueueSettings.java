package dev.pressroom.worker.config;

import dev.pressroom.data.Credentials;
import dev.pressroom.data.H2Url;
import dev.pressroom.yaml.Node;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where jobs wait, and where their files are.
 *
 * @param url {@code spool:} and a folder, {@code jdbc:postgresql:…} or {@code jdbc:h2:…}; without a
 *     password
 * @param directory on this machine's own disk: the spool, or what this machine's workers write for
 *     a queue in a database
 * @param login of the database; null if the driver finds out by itself
 * @param settings of the JDBC driver, by its own names; secrets among them
 * @param artifacts where copies of artifacts are kept for other machines; a spool has none
 */
public record QueueSettings(
    String url,
    Path directory,
    Credentials.Login login,
    Map<String, String> settings,
    Artifacts artifacts) {
  private static final String SPOOL = "spool:";
  private static final String WORK = "work";
  private static final String NO_DATABASE =
      "is not the URL of a database, which begins with jdbc:h2: or jdbc:postgresql:";

  public QueueSettings {
    settings = Map.copyOf(settings);
  }

  /**
   * Where copies of artifacts are kept.
   *
   * @param where {@code none}, {@code database}, or {@code directory:} and a folder that all
   *     machines share
   * @param most the largest that is kept in the database, in bytes
   */
  public record Artifacts(String where, long most) {
    private static final String DATABASE = "database";
    private static final String NONE = "none";
    private static final String DIRECTORY = "directory:";

    static final Artifacts USUAL = new Artifacts(DATABASE, 64L << 20);

    public boolean inDatabase() {
      return where.equals(DATABASE);
    }

    /** The shared folder; empty if they are kept elsewhere or nowhere. */
    public Optional<Path> folder() {
      return where.startsWith(DIRECTORY)
          ? Optional.of(Path.of(where.substring(DIRECTORY.length())))
          : Optional.empty();
    }

    private static Artifacts read(Section section) {
      String where = section.text("artifacts", DATABASE);
      if (where.startsWith(DIRECTORY) && where.length() > DIRECTORY.length()) {
        where =
            DIRECTORY + section.folder().resolve(where.substring(DIRECTORY.length())).normalize();
      } else if (!where.equals(DATABASE) && !where.equals(NONE)) {
        section.wrong("artifacts", "is none of database, none, and directory: with a folder");
      }
      return new Artifacts(where, section.bytes("maxArtifact", USUAL.most));
    }
  }

  /** A queue that is a folder. */
  static QueueSettings spool(Path folder) {
    return new QueueSettings(SPOOL + folder, folder, null, Map.of(), Artifacts.USUAL);
  }

  /** Whether it is a folder, and not a database. */
  public boolean isSpool() {
    return url.startsWith(SPOOL);
  }

  /** The key's value is a URL, or a mapping with one. Paths are made absolute. */
  static QueueSettings read(Section root) {
    Optional<Node> node = root.node("queue");
    return node.isPresent() && node.get() instanceof Node.Mapping && !Elsewhere.is(node.get())
        ? mapping(root.section("queue"))
        : plain(root);
  }

  private static QueueSettings plain(Section root) {
    String url = root.text("queue", SPOOL + WORK);
    if (url.startsWith(SPOOL) && url.length() > SPOOL.length()) {
      return spool(root.folder().resolve(url.substring(SPOOL.length())).normalize());
    }
    if (!isDatabase(url)) {
      root.wrong(
          "queue",
          "is not a store's URL, which begins with spool:, jdbc:h2: or jdbc:postgresql:; write"
              + " spool: and a folder, as in spool:work");
      return spool(root.folder().resolve(WORK));
    }
    return new QueueSettings(
        checked(root, "queue", url), root.folder().resolve(WORK), null, Map.of(), Artifacts.USUAL);
  }

  private static QueueSettings mapping(Section section) {
    String url = section.text("url", "");
    if (!isDatabase(url)) {
      section.wrong("url", NO_DATABASE);
    }
    String user = section.text("user", null);
    String password = section.secret("password");
    QueueSettings queue =
        new QueueSettings(
            checked(section, "url", url),
            section.path("directory", section.folder().resolve(WORK)),
            user == null && password == null ? null : new Credentials.Login(user, password),
            DataSources.settings(section.section("settings")),
            Artifacts.read(section));
    section.end();
    return queue;
  }

  private static boolean isDatabase(String url) {
    return url.matches("jdbc:(h2|postgresql):.+");
  }

  private static String checked(Section section, String key, String url) {
    if (DataSources.holdsSecret(url)) {
      section.hide(key);
      section.problem(
          key,
          section.path(key)
              + " holds a password; take it out, and write queue: {url: …, password: {file: path}}"
              + " or {env: NAME}");
      return "";
    }
    if (isDatabase(url)) {
      objection(url).ifPresent(why -> section.wrong(key, why));
    }
    return H2Url.resolve(url, section.folder());
  }

  /** Why there can be no queue for several processes at a JDBC URL; empty if there can. */
  public static Optional<String> objection(String url) {
    if (!isDatabase(url)) {
      return Optional.of(NO_DATABASE);
    }
    return H2Url.of(url)
        .filter(h2 -> h2.objection().isPresent())
        .map(
            h2 ->
                h2.isFile()
                    ? "is a file that several processes must share; append ;AUTO_SERVER=TRUE"
                    : "is in one process's memory, which no other sees; use a file"
                        + " (jdbc:h2:file:…;AUTO_SERVER=TRUE) or a server (jdbc:h2:tcp:…)");
  }

  /** Without what may be secret: a URL of the command line may have a password. */
  @Override
  public String toString() {
    return url.replaceAll("(?i)(password=)[^&;]*", "$1…");
  }
}
