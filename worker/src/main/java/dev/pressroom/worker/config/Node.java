package dev.pressroom.worker.config;

import java.util.List;
import java.util.Map;

/**
 * A piece of YAML with the line that it begins in. Exactly one of the others is not null, or none
 * where nothing is written.
 *
 * @param scalar as written; what type it is says who reads it
 * @param items of a list
 * @param entries of a mapping, in order
 */
record Node(int line, String scalar, List<Node> items, Map<String, Node> entries) {

  boolean isEmpty() {
    return scalar == null && items == null && entries == null;
  }

  /** What it is, for messages. */
  String kind() {
    return scalar != null ? "a value" : items != null ? "a list" : "a mapping";
  }
}
