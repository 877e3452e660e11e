package dev.pressroom.worker.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One mapping of the file while it is read into a record: each key is asked for once, with its
 * default, and {@link #end} refuses what nobody asked for. A value that cannot be used is a problem
 * and counts as its default until all problems are told.
 */
final class Section {
  private final String path;
  private final Node node;
  private final Path folder;
  private final Problems problems;

  /** What was asked for, with the value as shown in messages. */
  private final Map<String, String> known = new TreeMap<>();

  /**
   * @param path of its keys; empty for the file itself
   * @param node null if the file does not have it
   */
  Section(String path, Node node, Path folder, Problems problems) {
    this.path = path;
    this.folder = folder;
    this.problems = problems;
    if (node != null && !node.isEmpty() && node.entries() == null) {
      problems.add(node.line(), path + " is " + node.kind() + "; write keys below it");
      this.node = null;
    } else {
      this.node = node;
    }
  }

  /** The file's own. */
  Path folder() {
    return folder;
  }

  Problems problems() {
    return problems;
  }

  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Of the key, or of what it would stand in. */
  int line(String key) {
    Node value = node == null || node.entries() == null ? null : node.entries().get(key);
    return value != null ? value.line() : node != null ? node.line() : 1;
  }

  /** Tells that the value of a key that was asked for breaks a rule. */
  void wrong(String key, String rule) {
    problems.add(line(key), path(key) + "=" + known.get(key) + " " + rule);
  }

  /** The raw value of a key; empty if it is not there. */
  Optional<Node> node(String key) {
    known.put(key, "");
    return Optional.ofNullable(node).map(Node::entries).map(entries -> entries.get(key));
  }

  Section section(String key) {
    return new Section(path(key), node(key).orElse(null), folder, problems);
  }

  /** All entries, whatever their keys, in the file's order. */
  Map<String, Node> entries() {
    return node == null || node.entries() == null ? Map.of() : node.entries();
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
    known.put(key, otherwise.toString());
    if (value.isEmpty()) {
      return otherwise;
    }
    List<Node> items = value.get().items();
    if (items == null || items.stream().anyMatch(item -> item.scalar() == null)) {
      problems.add(value.get().line(), path(key) + " is not a list of values; write [a, b]");
      return otherwise;
    }
    List<String> texts = new ArrayList<>();
    items.forEach(item -> texts.add(item.scalar()));
    known.put(key, texts.toString());
    return texts;
  }

  private <T> T value(
      String key,
      T otherwise,
      String shownOtherwise,
      Function<String, Optional<T>> reading,
      String rule) {
    Optional<Node> value = node(key);
    known.put(key, shownOtherwise);
    if (value.isEmpty()) {
      return otherwise;
    }
    String text = value.get().scalar();
    if (text == null || text.isEmpty()) {
      problems.add(
          value.get().line(),
          path(key)
              + (value.get().isEmpty() || text != null
                  ? " has no value; give it one, or remove the key"
                  : " is " + value.get().kind() + ", not one value"));
      return otherwise;
    }
    known.put(key, text);
    Optional<T> read = reading.apply(text);
    if (read.isEmpty()) {
      wrong(key, rule);
    }
    return read.orElse(otherwise);
  }

  /** Refuses keys that were not asked for. */
  void end() {
    Map<String, Node> unknown = new LinkedHashMap<>(entries());
    unknown.keySet().removeAll(known.keySet());
    unknown.forEach(
        (key, value) ->
            problems.add(
                value.line(),
                path(key)
                    + " is not a setting; "
                    + Suggestion.nearest(key, known.keySet())
                        .map(near -> "did you mean " + path(near) + "?")
                        .orElse("there are " + String.join(", ", known.keySet()))));
  }
}
