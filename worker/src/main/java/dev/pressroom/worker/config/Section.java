package dev.pressroom.worker.config;

import dev.pressroom.notation.Units;
import dev.pressroom.report.Suggestion;
import dev.pressroom.yaml.Keys;
import dev.pressroom.yaml.Node;
import dev.pressroom.yaml.Position;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One mapping of the file while it is read into a record: each key is asked for once, with its
 * default, and {@link #end} refuses what nobody asked for. A value that cannot be used is a problem
 * and counts as its default until all problems are told.
 */
final class Section {
  private final Keys keys;
  private final Reading reading;

  /** The values of what was asked for, as messages show them. */
  private final Map<String, String> shown = new HashMap<>();

  private Section(Keys keys, Reading reading) {
    this.keys = keys;
    this.reading = reading;
    for (Node.Repeat repeat : keys.repeats()) {
      reading
          .problems()
          .add(
              repeat.at(),
              "%s stands in line %d already; remove one of the two"
                  .formatted(path(repeat.key()), repeat.first().line()));
    }
  }

  /** The file itself. */
  static Section of(Node root, Reading reading) {
    return new Section(new Keys(root.at(), root, ""), reading);
  }

  /** The file's own. */
  Path folder() {
    return reading.folder();
  }

  /** Tells something that is wrong with a key. */
  void problem(String key, String message) {
    reading.problems().add(at(key), message);
  }

  String path(String key) {
    return keys.path(key);
  }

  /** Of the key, or of what it would stand in. */
  private Position at(String key) {
    return keys.peek(key).map(Node.Entry::at).orElse(keys.at());
  }

  /** Tells that the value of a key that was asked for breaks a rule. */
  void wrong(String key, String rule) {
    problem(key, path(key) + "=" + shown.get(key) + " " + rule);
  }

  /** The raw value of a key; empty if it is not there. */
  Optional<Node> node(String key) {
    shown.put(key, "");
    return keys.ask(key).map(Node.Entry::value);
  }

  /** Empty if it is not there, or is something else. */
  Section section(String key) {
    Node value = node(key).orElse(null);
    if (value != null && !value.isNull() && !(value instanceof Node.Mapping)) {
      problem(key, path(key) + " is " + value.kind() + "; write keys below it");
    }
    return new Section(new Keys(at(key), value, path(key)), reading);
  }

  boolean has(String key) {
    return keys.peek(key).isPresent();
  }

  /** All keys, whatever they are, in the file's order. */
  Set<String> all() {
    return keys.all().keySet();
  }

  /** The text of a node; empty for a list, a map and a null. */
  static Optional<String> scalar(Node node) {
    return node instanceof Node.Scalar scalar && !scalar.isNull()
        ? Optional.of(scalar.text())
        : Optional.empty();
  }

  String text(String key, String otherwise) {
    return as(key, otherwise, otherwise, Optional::of, "");
  }

  Duration duration(String key, Duration otherwise) {
    Duration duration = durationOrZero(key, otherwise);
    if (duration.isZero()) {
      wrong(key, "is no time at all; set it to 1ms or more");
      return otherwise;
    }
    return duration;
  }

  Duration durationOrZero(String key, Duration otherwise) {
    return as(
        key,
        otherwise,
        Units.text(otherwise),
        Units::duration,
        "is not a duration; write a number with ms, s, m, h or d, such as 500ms, 30s or 2h");
  }

  long bytes(String key, long otherwise) {
    return as(
        key,
        otherwise,
        Units.text(otherwise),
        text -> Units.bytes(text).filter(bytes -> bytes > 0),
        "is not a size; write a number with k, m or g, such as 256m");
  }

  int count(String key, int otherwise, int max) {
    return as(
        key,
        otherwise,
        String.valueOf(otherwise),
        text ->
            Optional.of(text)
                .filter(digits -> digits.matches("[0-9]{1,9}"))
                .map(Integer::valueOf)
                .filter(count -> count >= 1 && count <= max),
        "is not a number from 1 to " + max);
  }

  boolean flag(String key, boolean otherwise) {
    return as(
        key,
        otherwise,
        String.valueOf(otherwise),
        text ->
            Optional.of(text)
                .filter(word -> word.equals("true") || word.equals("false"))
                .map(Boolean::valueOf),
        "is neither true nor false");
  }

  /** Made absolute, relative to the file's folder. */
  Path path(String key, Path otherwise) {
    return as(
        key,
        otherwise,
        otherwise.toString(),
        text -> {
          try {
            return Optional.of(folder().resolve(text).normalize());
          } catch (InvalidPathException e) {
            return Optional.empty();
          }
        },
        "is not a path");
  }

  /** One of some words. */
  String choice(String key, String otherwise, List<String> choices) {
    return as(
        key,
        otherwise,
        otherwise,
        text -> Optional.of(text).filter(choices::contains),
        "is none of " + String.join(", ", choices));
  }

  List<String> list(String key, List<String> otherwise) {
    Optional<Node> value = node(key);
    shown.put(key, otherwise.toString());
    if (value.isEmpty()) {
      note(key, otherwise.toString(), Setting.DEFAULT);
      return otherwise;
    }
    if (!(value.get() instanceof Node.Sequence sequence)
        || !sequence.items().stream().allMatch(i -> scalar(i).isPresent() || Elsewhere.is(i))) {
      problem(key, path(key) + " is not a list of values; write [a, b]");
      return otherwise;
    }
    List<String> texts = new ArrayList<>();
    for (Node item : sequence.items()) {
      found(key, item, false).ifPresent(found -> texts.add(found.text()));
    }
    shown.put(key, texts.toString());
    note(key, texts.toString(), "line " + at(key).line());
    return texts;
  }

  /**
   * What never stands in the file itself: only {@code {file: path}} and {@code {env: NAME}} are
   * read. Null if it is not there, or wrong.
   */
  String secret(String key) {
    Optional<Node> node = node(key);
    if (node.isEmpty()) {
      return null;
    }
    if (!(node.get() instanceof Node.Mapping)) {
      problem(
          key,
          path(key) + " never stands in this file; write " + key + ": {file: path} or {env: NAME}");
      return null;
    }
    Optional<Elsewhere.Found> found =
        Elsewhere.fetch(reading, at(key), node.get(), path(key), true);
    found.ifPresent(secret -> note(key, Setting.SECRET, secret.from()));
    return found.map(Elsewhere.Found::text).orElse(null);
  }

  /** What was noted of a value may be a secret. */
  void hide(String key) {
    reading
        .settings()
        .replaceAll(
            setting ->
                setting.key().equals(path(key))
                    ? new Setting(setting.key(), Setting.SECRET, setting.from())
                    : setting);
  }

  private void note(String key, String value, String from) {
    reading.settings().add(new Setting(path(key), value, from));
  }

  /** A value that stands here or elsewhere; empty if there is none. */
  private Optional<Elsewhere.Found> found(String key, Node node, boolean secret) {
    return Elsewhere.is(node)
        ? Elsewhere.fetch(reading, at(key), node, path(key), secret)
        : scalar(node)
            .filter(text -> !text.isEmpty())
            .map(text -> new Elsewhere.Found(text, "line " + at(key).line()));
  }

  /**
   * A value of any kind.
   *
   * @param shownOtherwise how the default is shown; null to leave it out where it counts
   * @param converting empty if it breaks the rule
   * @param rule the end of a sentence that begins with key and value
   */
  <T> T as(
      String key,
      T otherwise,
      String shownOtherwise,
      Function<String, Optional<T>> converting,
      String rule) {
    Optional<Node> value = node(key);
    shown.put(key, shownOtherwise);
    if (value.isEmpty()) {
      if (shownOtherwise != null) {
        note(key, shownOtherwise, Setting.DEFAULT);
      }
      return otherwise;
    }
    Optional<Elsewhere.Found> found = found(key, value.get(), false);
    if (found.isEmpty()) {
      if (!Elsewhere.is(value.get())) {
        problem(
            key,
            path(key)
                + (value.get() instanceof Node.Scalar
                    ? " has no value; give it one, or remove the key"
                    : " is "
                        + value.get().kind()
                        + ", not one value; write it, or {env: NAME} or {file: path}"));
      }
      return otherwise;
    }
    shown.put(key, found.get().text());
    Optional<T> read = converting.apply(found.get().text());
    if (read.isEmpty()) {
      wrong(key, rule);
    } else {
      note(key, found.get().text(), found.get().from());
    }
    return read.orElse(otherwise);
  }

  /** Refuses keys that were not asked for. */
  void end() {
    refuseUnknown(keys, reading.problems(), false);
  }

  /**
   * Refuses keys that were not asked for.
   *
   * @param secret whether a key that is no slip of a known one may be a secret
   * @return whether there was none
   */
  static boolean refuseUnknown(Keys keys, Problems problems, boolean secret) {
    keys.unknown()
        .forEach(
            (key, entry) ->
                problems.add(
                    entry.at(),
                    Suggestion.among(key, keys.known())
                        .map(near -> "did you mean " + keys.path(near) + "?")
                        .map(question -> keys.path(key) + " is not a setting; " + question)
                        .orElseGet(
                            () ->
                                secret
                                    ? keys.path()
                                        + " has a key other than "
                                        + String.join(" and ", keys.known())
                                    : keys.path(key)
                                        + " is not a setting; there are "
                                        + String.join(", ", keys.known()))));
    return keys.unknown().isEmpty();
  }
}
