package dev.pressroom.worker.config;

import dev.pressroom.report.Suggestion;
import dev.pressroom.yaml.Keys;
import dev.pressroom.yaml.Node;
import dev.pressroom.yaml.Position;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
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
  private final Path folder;
  private final Problems problems;

  /** The values of what was asked for, as messages show them. */
  private final Map<String, String> shown = new HashMap<>();

  private Section(Keys keys, Path folder, Problems problems) {
    this.keys = keys;
    this.folder = folder;
    this.problems = problems;
    for (Node.Repeat repeat : keys.repeats()) {
      problems.add(
          repeat.at().line(),
          "%s stands in line %d already; remove one of the two"
              .formatted(path(repeat.key()), repeat.first().line()));
    }
  }

  /** The file itself. */
  static Section of(Node root, Path folder, Problems problems) {
    return new Section(new Keys(root.at(), root, ""), folder, problems);
  }

  /** The file's own. */
  Path folder() {
    return folder;
  }

  Problems problems() {
    return problems;
  }

  String path(String key) {
    return keys.path(key);
  }

  /** Of the key, or of what it would stand in. */
  int line(String key) {
    return keys.peek(key).map(Node.Entry::at).orElse(keys.at()).line();
  }

  /** Tells that the value of a key that was asked for breaks a rule. */
  void wrong(String key, String rule) {
    problems.add(line(key), path(key) + "=" + shown.get(key) + " " + rule);
  }

  /** The raw value of a key; empty if it is not there. */
  Optional<Node> node(String key) {
    shown.put(key, "");
    return keys.ask(key).map(Node.Entry::value);
  }

  /** Empty if it is not there, or is something else. */
  Section section(String key) {
    Node value = node(key).orElse(null);
    Position at = keys.peek(key).map(Node.Entry::at).orElse(keys.at());
    if (value != null && !value.isNull() && !(value instanceof Node.Mapping)) {
      problems.add(at.line(), path(key) + " is " + value.kind() + "; write keys below it");
    }
    return new Section(new Keys(at, value, path(key)), folder, problems);
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
    return value(key, otherwise, otherwise, Optional::of, "");
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
    return value(
        key,
        otherwise,
        Units.text(otherwise),
        Units::duration,
        "is not a duration; write a number with ms, s, m, h or d, such as 500ms, 30s or 2h");
  }

  long bytes(String key, long otherwise) {
    return value(
        key,
        otherwise,
        Units.text(otherwise),
        text -> Units.bytes(text).filter(bytes -> bytes > 0),
        "is not a size; write a number with k, m or g, such as 256m");
  }

  int count(String key, int otherwise, int max) {
    return value(
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
    return value(
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
    return value(
        key,
        otherwise,
        otherwise.toString(),
        text -> {
          try {
            return Optional.of(folder.resolve(text).normalize());
          } catch (InvalidPathException e) {
            return Optional.empty();
          }
        },
        "is not a path");
  }

  List<String> list(String key, List<String> otherwise) {
    Optional<Node> value = node(key);
    shown.put(key, otherwise.toString());
    if (value.isEmpty()) {
      return otherwise;
    }
    List<Node> items =
        value.get() instanceof Node.Sequence sequence ? sequence.items() : List.of(value.get());
    List<String> texts = items.stream().flatMap(item -> scalar(item).stream()).toList();
    if (!(value.get() instanceof Node.Sequence) || texts.size() < items.size()) {
      problems.add(line(key), path(key) + " is not a list of values; write [a, b]");
      return otherwise;
    }
    shown.put(key, texts.toString());
    return texts;
  }

  private <T> T value(
      String key,
      T otherwise,
      String shownOtherwise,
      Function<String, Optional<T>> reading,
      String rule) {
    Optional<Node> value = node(key);
    shown.put(key, shownOtherwise);
    if (value.isEmpty()) {
      return otherwise;
    }
    String text = scalar(value.get()).orElse("");
    if (text.isEmpty()) {
      problems.add(
          line(key),
          path(key)
              + (value.get() instanceof Node.Scalar
                  ? " has no value; give it one, or remove the key"
                  : " is " + value.get().kind() + ", not one value"));
      return otherwise;
    }
    shown.put(key, text);
    Optional<T> read = reading.apply(text);
    if (read.isEmpty()) {
      wrong(key, rule);
    }
    return read.orElse(otherwise);
  }

  /** Refuses keys that were not asked for. */
  void end() {
    end(key -> path(key) + " is not a setting; there are " + String.join(", ", keys.known()));
  }

  /** The same where a secret is read: a key that is no slip of a known one may be the secret. */
  void endOfSecret() {
    end(key -> keys.path() + " has a key other than " + String.join(" and ", keys.known()));
  }

  private void end(Function<String, String> withoutSuggestion) {
    keys.unknown()
        .forEach(
            (key, entry) ->
                problems.add(
                    entry.at().line(),
                    Suggestion.among(key, keys.known())
                        .map(near -> path(key) + " is not a setting; did you mean " + path(near))
                        .map(question -> question + "?")
                        .orElseGet(() -> withoutSuggestion.apply(key))));
  }
}
