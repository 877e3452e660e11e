package dev.pressroom.worker.config;

import dev.pressroom.data.Credentials;
import dev.pressroom.data.DataSourceSettings;
import dev.pressroom.data.H2Url;
import dev.pressroom.data.SessionRules;
import dev.pressroom.data.SessionVariables;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads {@code dataSources}. Secrets never stand in the file: they are fetched here, from files and
 * the environment, and no message repeats one.
 */
final class DataSources {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,39}");

  /** A password as a parameter of the URL, or before an @. */
  private static final Pattern SECRET_IN_URL =
      Pattern.compile("(?i)[?;&][a-z]*(password|pwd)=|//[^@]*:[^@]*@|:[^:/@]+/[^/@]+@");

  /** Whom credentials are for: a tenant, or one of its users. */
  private static final Pattern WHOM = Pattern.compile("[a-z0-9-]{1,40}(/.{1,200})?");

  /** The line that tells them to a press holds no more. */
  private static final int MOST_CREDENTIALS = 1000;

  /** Leaves room for everything else in the one line that a press is told first. */
  private static final long MOST_BYTES = 960 << 10;

  /** A driver's setting whose value nobody need see. */
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(password|passwd|pwd|secret|token|apikey).*");

  private static final Duration LONGEST = Duration.ofDays(7);

  private DataSources() {}

  static Map<String, DataSourceSettings> read(Section section) {
    Map<String, DataSourceSettings> dataSources = new LinkedHashMap<>();
    for (String name : section.all()) {
      if (!NAME.matcher(name).matches()) {
        section.problem(
            name,
            section.path(name)
                + " is not a data source's name; use a letter, then up to 39 letters, digits,"
                + " dashes and underscores");
      }
      dataSources.put(name, dataSource(name, section.section(name)));
    }
    checkSize(section, dataSources);
    return Collections.unmodifiableMap(dataSources);
  }

  /** A press that could not be told them all would refuse to start, and so would every other. */
  private static void checkSize(Section section, Map<String, DataSourceSettings> dataSources) {
    long size = 0;
    for (Map.Entry<String, DataSourceSettings> entry : dataSources.entrySet()) {
      size += size(entry.getValue());
      if (size > MOST_BYTES) {
        section.problem(
            entry.getKey(),
            section.path(entry.getKey())
                + " makes the data sources, credentials included, larger than the "
                + (MOST_BYTES >> 10)
                + " KB that a press can be told; use fewer or shorter credentials, or one user and"
                + " session settings with row-level security");
        return;
      }
    }
  }

  private static long size(DataSourceSettings source) {
    long size = 512 + size(source.url());
    for (var setting : source.settings().entrySet()) {
      size += size(setting.getKey()) + size(setting.getValue());
    }
    for (var variable : source.session().variables().entrySet()) {
      size += size(variable.getKey()) + size(variable.getValue());
    }
    if (source.credentials().usual() != null) {
      size += size(source.credentials().usual());
    }
    for (var login : source.credentials().special().entrySet()) {
      size += size(login.getKey()) + size(login.getValue());
    }
    return size;
  }

  private static long size(Credentials.Login login) {
    return size(login.user()) + size(login.password());
  }

  /** At most, in JSON, with what stands around it. */
  private static long size(String text) {
    return text == null
        ? 0
        : 32
            + text.chars()
                .map(c -> c < ' ' ? 6 : c == '"' || c == '\\' ? 2 : c < 0x80 ? 1 : 3)
                .asLongStream()
                .sum();
  }

  private static DataSourceSettings dataSource(String name, Section section) {
    String url = checked(section);
    Credentials credentials = credentials(section);
    SessionRules session = session(section, url);
    Map<String, String> settings = settings(section.section("settings"));
    section.end();
    return new DataSourceSettings(name, url, credentials, settings, session);
  }

  static boolean holdsSecret(String url) {
    return SECRET_IN_URL.matcher(url).find();
  }

  private static String checked(Section section) {
    String url = section.text("url", null);
    if (url == null) {
      if (section.node("url").isEmpty()) {
        section.problem(
            "url",
            section.path("url")
                + " is missing; write the JDBC URL, as in jdbc:postgresql://host/name");
      }
      return "";
    } else if (holdsSecret(url)) {
      section.hide("url");
      section.problem(
          "url",
          section.path("url")
              + " holds a password; take it out, and write password: {file: path} or {env: NAME}");
    } else if (!url.startsWith("jdbc:")) {
      section.wrong("url", "is not a JDBC URL; it begins with jdbc:");
    } else {
      H2Url.of(url).flatMap(H2Url::objection).ifPresent(why -> section.wrong("url", why));
    }
    return H2Url.resolve(url, section.folder());
  }

  private static Credentials credentials(Section section) {
    String user = section.text("user", null);
    String password = section.secret("password");
    Section others = section.section("credentials");
    Map<String, Credentials.Login> special = new LinkedHashMap<>();
    for (String whom : others.all()) {
      if (!WHOM.matcher(whom).matches()) {
        others.problem(
            whom,
            others.path(whom)
                + " is neither a tenant (a-z, 0-9 and -, up to 40) nor tenant/user; correct it");
      }
      Section own = others.section(whom);
      String ownUser = own.text("user", null);
      if (ownUser == null && own.node("user").isEmpty()) {
        own.problem("user", own.path("user") + " is missing; write the database's user");
      }
      special.put(whom, new Credentials.Login(ownUser, own.secret("password")));
      own.end();
    }
    if (special.size() > MOST_CREDENTIALS) {
      section.problem(
          "credentials",
          others.path("")
              + " has "
              + special.size()
              + " entries, more than the "
              + MOST_CREDENTIALS
              + " that there may be; use one user and session settings with row-level security");
    }
    boolean none = user == null && password == null;
    return new Credentials(none ? null : new Credentials.Login(user, password), special);
  }

  private static SessionRules session(Section section, String url) {
    Section variables = section.section("session");
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : variables.all()) {
      String value = variables.text(name, "");
      SessionVariables.objection(url, name, value)
          .ifPresent(why -> variables.problem(name, variables.path(name) + " " + why));
      values.put(name, value);
    }
    SessionRules usual = SessionRules.DEFAULT;
    return new SessionRules(
        values,
        limit(section, "connectTimeout", usual.connectTimeout()),
        limit(section, "statementTimeout", usual.statementTimeout()),
        limit(section, "readTimeout", usual.readTimeout()),
        limit(section, "maxSnapshotAge", usual.maxSnapshotAge()));
  }

  /** Zero for none. */
  private static Duration limit(Section section, String key, Duration otherwise) {
    Duration limit = section.durationOrZero(key, otherwise);
    if (limit.compareTo(LONGEST) > 0) {
      section.wrong(key, "is longer than 7d; set it to 0s for no limit");
    }
    return limit;
  }

  /** Properties of a driver. */
  static Map<String, String> settings(Section section) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String key : section.all()) {
      boolean isSecret = SECRET.matcher(key).matches();
      String lower = key.toLowerCase(Locale.ROOT);
      if (lower.equals("user") || lower.equals("password")) {
        section.problem(key, section.path(key) + " has a key of its own beside settings");
      } else if (isSecret) {
        String value = section.secret(key);
        if (value != null) {
          settings.put(key, value);
        }
      } else {
        settings.put(key, section.text(key, ""));
        if (section.node(key).filter(Elsewhere::is).isPresent()) {
          section.hide(key);
        }
      }
    }
    return settings;
  }
}
