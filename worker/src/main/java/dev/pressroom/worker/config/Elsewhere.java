package dev.pressroom.worker.config;

import dev.pressroom.yaml.Keys;
import dev.pressroom.yaml.Node;
import dev.pressroom.yaml.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Fetches a value that stands elsewhere: {@code {env: NAME}} or {@code {file: path}}, with a {@code
 * default} for what is not there. No message repeats what was fetched.
 */
final class Elsewhere {
  private final Reading reading;
  private final Position at;
  private final Keys keys;
  private final boolean secret;

  /** A value and where it was found. */
  record Found(String text, String from) {}

  private Elsewhere(Reading reading, Position at, Keys keys, boolean secret) {
    this.reading = reading;
    this.at = at;
    this.keys = keys;
    this.secret = secret;
  }

  /** Whether a node says that its value stands elsewhere, rightly or not. */
  static boolean is(Node node) {
    return node instanceof Node.Mapping mapping
        && (mapping.entries().containsKey("env") || mapping.entries().containsKey("file"));
  }

  /**
   * Fetches it.
   *
   * @param at of the key that has the value
   * @param path of that key
   * @param secret whether no default may stand in the file, and no stranger among the keys may be
   *     repeated
   * @return empty if that cannot be, which is a problem by then
   */
  static Optional<Found> fetch(
      Reading reading, Position at, Node node, String path, boolean secret) {
    return new Elsewhere(reading, at, new Keys(at, node, path), secret).fetch();
  }

  private Optional<Found> fetch() {
    Optional<String> file = text("file");
    Optional<String> env = text("env");
    Optional<String> otherwise = secret ? Optional.empty() : text("default");
    boolean known = Section.refuseUnknown(keys, reading.problems(), secret);
    if (keys.peek("file").isPresent() == keys.peek("env").isPresent()) {
      problem(keys.path() + " needs either file or env, and not both");
      return Optional.empty();
    }
    if (!known || (file.isEmpty() && env.isEmpty())) {
      return Optional.empty();
    }
    return file.isPresent() ? file(file.get(), otherwise) : env(env.get(), otherwise);
  }

  /** A key's own text; it cannot stand elsewhere itself. */
  private Optional<String> text(String key) {
    Optional<Node> node = keys.ask(key).map(Node.Entry::value);
    Optional<String> text = node.flatMap(Section::scalar);
    if (node.isPresent() && text.isEmpty()) {
      problem(keys.path(key) + " is not one value; write a text");
    }
    return text;
  }

  private void problem(String message) {
    reading.problems().add(at, message);
  }

  private Optional<Found> env(String variable, Optional<String> otherwise) {
    String value = reading.environment().get(variable);
    if (value != null && !value.isEmpty()) {
      return Optional.of(new Found(value, "environment variable " + variable));
    }
    if (otherwise.isEmpty()) {
      problem(
          keys.path("env")
              + "="
              + variable
              + " is not set in the worker's environment; set it, or use {file: path}"
              + (secret ? "" : ", or add a default"));
    }
    return otherwise.map(text -> new Found(text, "line " + at.line() + ", " + variable + " unset"));
  }

  private Optional<Found> file(String written, Optional<String> otherwise) {
    try {
      Path file = reading.folder().resolve(written).normalize();
      String value = Files.readString(file).replaceFirst("\\r?\\n\\z", "");
      if (!value.isEmpty()) {
        return Optional.of(new Found(value, "file " + file));
      }
      problem(keys.path("file") + "=" + written + " is empty");
    } catch (NoSuchFileException e) {
      if (otherwise.isPresent()) {
        return otherwise.map(text -> new Found(text, "line " + at.line() + ", no such file"));
      }
      cannotBeRead(written, e);
    } catch (IOException | InvalidPathException e) {
      cannotBeRead(written, e);
    }
    return Optional.empty();
  }

  private void cannotBeRead(String written, Exception e) {
    problem(keys.path("file") + "=" + written + " cannot be read: " + e.getClass().getSimpleName());
  }
}
