package dev.pressroom.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The keys of one mapping while somebody asks for them by name; at the end {@link #unknown} has
 * those that nobody asked for. For one thread.
 */
public final class Keys {
  private final String path;
  private final Position at;
  private final Node.Mapping mapping;
  private final SortedSet<String> known = new TreeSet<>();

  /**
   * @param at where the mapping, or its key, stands
   * @param node anything but a mapping counts as an empty one
   * @param path of the mapping in the document, empty for the whole
   */
  public Keys(Position at, Node node, String path) {
    this.at = at;
    this.path = path;
    this.mapping = node instanceof Node.Mapping keys ? keys : Node.Mapping.empty(at);
  }

  public Position at() {
    return at;
  }

  public String path() {
    return path;
  }

  /** Of a key, whether or not it is there. */
  public String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Asks for a key; empty if it is not there. */
  public Optional<Node.Entry> ask(String key) {
    known.add(key);
    return peek(key);
  }

  /** Looks without asking. */
  public Optional<Node.Entry> peek(String key) {
    return Optional.ofNullable(mapping.entries().get(key));
  }

  /** In the file's order. */
  public Map<String, Node.Entry> all() {
    return Collections.unmodifiableMap(mapping.entries());
  }

  public List<Node.Repeat> repeats() {
    return mapping.repeats();
  }

  /** What was asked for, there or not. */
  public SortedSet<String> known() {
    return Collections.unmodifiableSortedSet(known);
  }

  /** What is there and was not asked for, in the file's order. */
  public Map<String, Node.Entry> unknown() {
    Map<String, Node.Entry> unknown = new LinkedHashMap<>(mapping.entries());
    unknown.keySet().removeAll(known);
    return unknown;
  }
}
