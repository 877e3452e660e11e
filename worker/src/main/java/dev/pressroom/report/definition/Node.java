package dev.pressroom.report.definition;

import java.util.List;
import java.util.Map;

/** A YAML document as a tree that remembers where everything stands. */
sealed interface Node {
  Position at();

  /**
   * @param plain written without quotes and not as a block
   * @param block written below a {@code |}, so that its lines are the file's lines
   */
  record Scalar(Position at, String text, boolean plain, boolean block) implements Node {
    boolean isNull() {
      return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }
  }

  /** In the file's order. */
  record Mapping(Position at, Map<String, Entry> entries) implements Node {}

  record Sequence(Position at, List<Node> items) implements Node {}

  /**
   * @param at where the key stands
   */
  record Entry(Position at, Node value) {}

  default String kind() {
    return this instanceof Scalar ? "a value" : this instanceof Mapping ? "a map" : "a list";
  }
}
