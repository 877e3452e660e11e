package dev.pressroom.worker.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads YAML into {@link Node}s. Of YAML's riches it takes what a reader sees at a glance: aliases,
 * tags, several documents and a key given twice are problems.
 */
final class YamlTree {
  private final YAMLParser parser;
  private final Problems problems;

  private YamlTree(YAMLParser parser, Problems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /**
   * @return null where nothing is written
   * @throws ConfigurationException if it is not YAML at all
   */
  static Node parse(String text, Problems problems) {
    try (YAMLParser parser =
        (YAMLParser) new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
      YamlTree tree = new YamlTree(parser, problems);
      Node root = parser.nextToken() == null ? null : tree.node("");
      if (root != null && parser.nextToken() != null) {
        problems.add(tree.line(), "a second document begins here; a configuration is one");
      }
      return root;
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      problems.add(line, "is not YAML: " + withoutExcerpt(e));
      problems.throwIfAny();
      throw e;
    }
  }

  /** The parser repeats the line, which may hold what nobody should see. */
  private static String withoutExcerpt(JacksonException e) {
    return e.getOriginalMessage()
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith(" "))
        .collect(Collectors.joining("; "));
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private Node node(String path) throws StreamReadException {
    int line = line();
    if (parser.isCurrentAlias() || parser.getTypeId() != null) {
      problems.add(line, path + ": aliases and tags are not read; write the value itself");
    }
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return new Node(line, null, null, entries(path));
    } else if (token == JsonToken.START_ARRAY) {
      List<Node> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(node(path + "[" + items.size() + "]"));
      }
      return new Node(line, null, items, null);
    } else if (token == JsonToken.VALUE_NULL) {
      return new Node(line, null, null, null);
    }
    return new Node(line, parser.getString(), null, null);
  }

  private Map<String, Node> entries(String path) throws StreamReadException {
    Map<String, Node> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.getString();
      String keyPath = path.isEmpty() ? key : path + "." + key;
      int line = line();
      parser.nextToken();
      Node value = node(keyPath);
      Node first =
          entries.putIfAbsent(key, new Node(line, value.scalar(), value.items(), value.entries()));
      if (first != null) {
        problems.add(
            line, keyPath + " stands in line " + first.line() + " already; remove one of the two");
      }
    }
    return entries;
  }
}
