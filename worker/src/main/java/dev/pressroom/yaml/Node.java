package dev.pressroom.yaml;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** A YAML document as a tree that remembers where everything stands. Immutable. */
public sealed interface Node {
  Position at();

  /** Whether it is a key without a value, or a null that is spelled out. */
  default boolean isNull() {
    return false;
  }

  /**
   * @param plain written without quotes and not as a block
   * @param block written below a {@code |}, so that its lines are the file's lines
   */
  record Scalar(Position at, String text, boolean plain, boolean block) implements Node {
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    @Override
    public boolean isNull() {
      return plain && NULLS.contains(text);
    }
  }

  /**
   * @param entries in the file's order; where a key is there twice, the first
   * @param repeats the others
   */
  record Mapping(Position at, Map<String, Entry> entries, List<Repeat> repeats) implements Node {

    public static Mapping empty(Position at) {
      return new Mapping(at, Map.of(), List.of());
    }
  }

  record Sequence(Position at, List<Node> items) implements Node {}

  /**
   * @param at where the key stands
   */
  record Entry(Position at, Node value) {}

  /** A key that its mapping has already. */
  record Repeat(Position at, String key, Position first) {}

  default String kind() {
    return this instanceof Scalar ? "a value" : this instanceof Mapping ? "a map" : "a list";
  }
}
