package dev.pressroom.report.definition;

import dev.pressroom.report.Suggestion;
import dev.pressroom.yaml.Keys;
import dev.pressroom.yaml.Node;
import dev.pressroom.yaml.Position;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * One map of a definition while it is read: every key is asked for by name, then {@link #end}
 * refuses what nobody asked for. Whatever is wrong is noted with its position and path, and reading
 * goes on.
 */
public final class Section {
  private final Keys keys;
  private final Problems problems;
  private final Set<String> later = new HashSet<>();

  /**
   * @param path of this map in the document, empty for the whole
   */
  public Section(Node node, String path, Problems problems) {
    this.keys = new Keys(node.at(), node, path);
    this.problems = problems;
    if (!(node instanceof Node.Mapping)) {
      problems.add(node.at(), "%s is %s; it must be a map".formatted(named(path), node.kind()));
    }
    for (Node.Repeat repeat : keys.repeats()) {
      problems.add(
          repeat.at(),
          "%s: is there twice, first in line %d; remove one"
              .formatted(path(repeat.key()), repeat.first().line()));
    }
  }

  private static String named(String path) {
    return path.isEmpty() ? "the definition" : path;
  }

  public Problems problems() {
    return problems;
  }

  public Position at() {
    return keys.at();
  }

  public String path(String key) {
    return keys.path(key);
  }

  public boolean has(String key) {
    return keys.ask(key).isPresent();
  }

  /** Where a key's value stands, or the map if the key is absent. */
  public Position at(String key) {
    return keys.peek(key).map(entry -> entry.value().at()).orElse(at());
  }

  public void problem(String key, String message) {
    problems.add(at(key), path(key) + " " + message);
  }

  /** Null if absent. */
  public Node node(String key) {
    return keys.ask(key).map(Node.Entry::value).orElse(null);
  }

  /** The keys in the file's order; all of them count as asked for. */
  public Map<String, Node.Entry> all() {
    keys.all().keySet().forEach(keys::ask);
    return keys.all();
  }

  /** Null if absent or not a text. */
  public String text(String key) {
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
  public String required(String key, String example) {
    if (!has(key)) {
      problems.add(at(), path(key) + " is missing; write for instance " + example);
      return null;
    }
    return text(key);
  }

  /** The value as a parser reads it that throws IllegalArgumentException; otherwise if absent. */
  public <T> T parsed(String key, Function<String, T> parser, T otherwise) {
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

  public boolean flag(String key, boolean otherwise) {
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
  public Section section(String key) {
    Node node = node(key);
    return node == null ? null : new Section(node, path(key), problems);
  }

  /** Empty if absent. */
  public List<Node> list(String key) {
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
  public void end() {
    keys.unknown()
        .forEach(
            (key, entry) ->
                problems.add(
                    entry.at(),
                    later.contains(key)
                        ? path(key) + " is not supported yet by this version; leave it out"
                        : "%s is unknown%s; %s has %s"
                            .formatted(
                                path(key),
                                Suggestion.hint(key, keys.known()),
                                named(keys.path()),
                                String.join(", ", keys.known()))));
  }
}
