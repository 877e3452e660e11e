package dev.pressroom.worker.config;

import dev.pressroom.data.DataSourceSettings;
import dev.pressroom.data.H2Url;
import dev.pressroom.yaml.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code dataSources}. Secrets never stand in the file: they are fetched here, from files and
 * the environment, and no message repeats one.
 */
final class DataSources {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,39}");

  /** A password as a parameter of the URL, or before an @. */
  private static final Pattern SECRET_IN_URL =
      Pattern.compile("(?i)[?;&][a-z]*(password|pwd)=|//[^/@]*:[^/@]*@|:[^:/@]+/[^/@]+@");

  private final Map<String, String> environment;

  DataSources(Map<String, String> environment) {
    this.environment = environment;
  }

  Map<String, DataSourceSettings> read(Section section) {
    Map<String, DataSourceSettings> dataSources = new LinkedHashMap<>();
    for (String name : section.all()) {
      if (!NAME.matcher(name).matches()) {
        section
            .problems()
            .add(
                section.line(name),
                section.path(name)
                    + " is not a data source's name; use a letter, then up to 39 letters, digits,"
                    + " dashes and underscores");
      }
      dataSources.put(name, dataSource(name, section.section(name)));
    }
    return Collections.unmodifiableMap(dataSources);
  }

  private DataSourceSettings dataSource(String name, Section section) {
    String url = section.text("url", "");
    String user = section.text("user", null);
    String password = secret(section, "password", true).orElse(null);
    Map<String, String> settings = settings(section.section("settings"));
    section.end();
    return new DataSourceSettings(name, checked(url, section), user, password, settings);
  }

  private static String checked(String url, Section section) {
    if (SECRET_IN_URL.matcher(url).find()) {
      section
          .problems()
          .add(
              section.line("url"),
              section.path("url")
                  + " holds a password; take it out, and write password: {file: path} or"
                  + " {env: NAME}");
    } else if (url.isEmpty()) {
      if (section.node("url").isEmpty()) {
        section.wrong("url", "is missing; write the JDBC URL, as in jdbc:postgresql://host/name");
      }
    } else if (!url.startsWith("jdbc:")) {
      section.wrong("url", "is not a JDBC URL; it begins with jdbc:");
    } else {
      H2Url.of(url).flatMap(H2Url::objection).ifPresent(why -> section.wrong("url", why));
    }
    return H2Url.resolve(url, section.folder());
  }

  private Map<String, String> settings(Section section) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String key : section.all()) {
      String lower = key.toLowerCase(Locale.ROOT);
      if (lower.equals("user") || lower.equals("password")) {
        section
            .problems()
            .add(section.line(key), section.path(key) + " has a key of its own beside settings");
      } else if (lower.contains("password")
          || section.node(key).flatMap(Section::scalar).isEmpty()) {
        secret(section, key, lower.contains("password"))
            .ifPresent(value -> settings.put(key, value));
      } else {
        settings.put(key, section.text(key, ""));
      }
    }
    return settings;
  }

  /** From {@code {file: path}} or {@code {env: NAME}}; empty if it is not there, or wrong. */
  private Optional<String> secret(Section parent, String key, boolean isPassword) {
    Optional<Node> node = parent.node(key);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (!(node.get() instanceof Node.Mapping)) {
      parent
          .problems()
          .add(
              parent.line(key),
              parent.path(key)
                  + (isPassword ? " never stands in this file;" : " is not one value;")
                  + " write "
                  + key
                  + ": {file: path} or {env: NAME}");
      return Optional.empty();
    }
    Section section = parent.section(key);
    Path file = section.path("file", section.folder());
    String variable = section.text("env", "");
    section.endOfSecret();
    boolean hasFile = section.has("file");
    if (hasFile == section.has("env")) {
      parent
          .problems()
          .add(parent.line(key), parent.path(key) + " needs either file or env, and not both");
      return Optional.empty();
    }
    return hasFile ? fromFile(section, file) : fromEnvironment(section, variable);
  }

  private static Optional<String> fromFile(Section section, Path file) {
    try {
      String content = Files.readString(file);
      String secret = content.replaceFirst("\\r?\\n\\z", "");
      if (secret.isEmpty()) {
        section.wrong("file", "is empty");
        return Optional.empty();
      }
      return Optional.of(secret);
    } catch (IOException e) {
      section.wrong("file", "cannot be read: " + e.getClass().getSimpleName() + " at " + file);
      return Optional.empty();
    }
  }

  private Optional<String> fromEnvironment(Section section, String variable) {
    String secret = environment.get(variable);
    if (secret == null || secret.isEmpty()) {
      section.wrong("env", "is not set in the worker's environment; set it, or use {file: path}");
      return Optional.empty();
    }
    return Optional.of(secret);
  }
}
