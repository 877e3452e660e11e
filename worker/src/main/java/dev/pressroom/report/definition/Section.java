package dev.pressroom.report.definition;

import dev.pressroom.report.Suggestion;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * One map of a definition while it is read: every key is asked for by name, then {@link #end}
 * refuses what nobody asked for. Whatever is wrong is noted with its position and path, and reading
 * goes on.
 */
final class Section {
  private final Map<String, Node.Entry> entries;
  private final Position at;
  private final String path;
  private final Problems problems;
  private final Set<String> known = new TreeSet<>();
  private final Set<String> later = new HashSet<>();

  /**
   * @param path of this map in the document, empty for the whole
   */
  Section(Node node, String path, Problems problems) {
    this.at = node.at();
    this.path = path;
    this.problems = problems;
    if (node instanceof Node.Mapping mapping) {
      entries = mapping.entries();
    } else {
      entries = Map.of();
      problems.add(at, "%s is %s; it must be a map".formatted(named(path), node.kind()));
    }
  }

  private static String named(String path) {
    return path.isEmpty() ? "the definition" : path;
  }

  Problems problems() {
    return problems;
  }

  Position at() {
    return at;
  }

  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  boolean has(String key) {
    known.add(key);
    return entries.containsKey(key);
  }

  /** Where a key's value stands, or the map if the key is absent. */
  Position at(String key) {
    Node.Entry entry = entries.get(key);
    return entry == null ? at : entry.value().at();
  }

  void problem(String key, String message) {
    problems.add(at(key), path(key) + " " + message);
  }

  /** Null if absent. */
  Node node(String key) {
    known.add(key);
    Node.Entry entry = entries.get(key);
    return entry == null ? null : entry.value();
  }

  /** The keys in the file's order; all of them count as asked for. */
  Map<String, Node.Entry> all() {
    known.addAll(entries.keySet());
    return entries;
  }

  /** Null if absent or not a text. */
  String text(String key) {
    Node node = node(key);
    if (node == null) {
      return null;
    }
    if (node instanceof Node.Scalar scalar && !scalar.isNull()) {
      return scalar.text();
    }
    problem(key, "is " + (node instanceof Node.Scalar ? "empty" : node.kind()) + "; write a text");
    return null;
  }

  /** Null, and noted, if absent. */
  String required(String key, String example) {
    if (!has(key)) {
      problems.add(at, path(key) + " is missing; write for instance " + example);
      return null;
    }
    return text(key);
  }

  /** The value as a parser reads it that throws IllegalArgumentException; otherwise if absent. */
  <T> T parsed(String key, Function<String, T> parser, T otherwise) {
    String text = text(key);
    if (text == null) {
      return otherwise;
    }
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      problem(key, e.getMessage());
      return otherwise;
    }
  }

  boolean flag(String key, boolean otherwise) {
    return parsed(
        key,
        text -> {
          if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
          }
          throw new IllegalArgumentException("\"" + text + "\" is not true or false");
        },
        otherwise);
  }

  /** Null if absent. */
  Section section(String key) {
    Node node = node(key);
    return node == null ? null : new Section(node, path(key), problems);
  }

  /** Empty if absent. */
  List<Node> list(String key) {
    Node node = node(key);
    if (node == null) {
      return List.of();
    }
    if (node instanceof Node.Sequence sequence) {
      return sequence.items();
    }
    problem(key, "is " + node.kind() + "; write a list");
    return List.of();
  }

  /** Keys of the language that this version does not know what to do with yet. */
  void later(String... keys) {
    later.addAll(List.of(keys));
  }

  /** Call after the last key was asked for. */
  void end() {
    entries.forEach(
        (key, entry) -> {
          if (later.contains(key)) {
            problems.add(
                entry.at(), path(key) + " is not supported yet by this version; leave it out");
          } else if (!known.contains(key)) {
            problems.add(
                entry.at(),
                "%s is unknown%s; %s has %s"
                    .formatted(
                        path(key),
                        Suggestion.hint(key, known),
                        named(path),
                        String.join(", ", known)));
          }
        });
  }
}
