package dev.pressroom.report.definition;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML into {@link Node}s from the parser's events. Strict: one document, keys are plain text
 * and occur once, no tags, and no anchors or aliases, with which a small file can grow without
 * bound.
 */
final class YamlTree {
  /** Deeper than any definition, shallower than the stack. */
  private static final int DEEPEST = 30;

  private final Iterator<Event> events;

  private YamlTree(Iterator<Event> events) {
    this.events = events;
  }

  /** What stops reading. */
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Position at;

    Broken(Position at, String message) {
      super(message);
      this.at = at;
    }

    Position at() {
      return at;
    }
  }

  /**
   * @throws Broken at the first thing that is not such YAML
   */
  static Node read(String text) throws Broken {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(text.length() + 1).build();
    try {
      return new YamlTree(new Parse(settings).parseString(text).iterator()).document();
    } catch (MarkedYamlEngineException e) {
      String context = e.getContext() == null ? "" : e.getContext() + ": ";
      throw new Broken(position(e.getProblemMark()), "is not YAML: " + context + e.getProblem());
    } catch (YamlEngineException e) {
      throw new Broken(Position.START, "is not YAML: " + e.getMessage());
    }
  }

  private Node document() throws Broken {
    Node root = null;
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof NodeEvent) {
        root = node(event, 0);
      } else if (event.getEventId() == Event.ID.DocumentStart && root != null) {
        throw new Broken(position(event.getStartMark()), "begins a second document; keep one");
      }
    }
    if (root == null) {
      throw new Broken(Position.START, "is empty; begin with: pressroom: report/1");
    }
    return root;
  }

  private Node node(Event event, int depth) throws Broken {
    Position at = position(event.getStartMark());
    if (depth > DEEPEST) {
      throw new Broken(at, "is nested more than " + DEEPEST + " levels deep");
    }
    if (event instanceof AliasEvent
        || (event instanceof NodeEvent named && named.getAnchor().isPresent())) {
      throw new Broken(at, "uses an anchor or alias (& or *); write the value out");
    }
    if (event instanceof ScalarEvent scalar) {
      refuseTag(at, scalar.getTag());
      return new Node.Scalar(at, scalar.getValue(), scalar.isPlain(), scalar.isLiteral());
    }
    if (event instanceof SequenceStartEvent start) {
      refuseTag(at, start.getTag());
      List<Node> items = new ArrayList<>();
      for (Event next = events.next(); next instanceof NodeEvent; next = events.next()) {
        items.add(node(next, depth + 1));
      }
      return new Node.Sequence(at, List.copyOf(items));
    }
    refuseTag(at, ((MappingStartEvent) event).getTag());
    return mapping(at, depth);
  }

  private Node mapping(Position at, int depth) throws Broken {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    for (Event key = events.next(); key instanceof NodeEvent; key = events.next()) {
      Position keyAt = position(key.getStartMark());
      if (!(node(key, depth + 1) instanceof Node.Scalar name)) {
        throw new Broken(keyAt, "is a key that is not plain text");
      }
      Node.Entry earlier =
          entries.put(name.text(), new Node.Entry(keyAt, node(events.next(), depth + 1)));
      if (earlier != null) {
        throw new Broken(
            keyAt,
            "%s: is there twice, first in line %d; remove one"
                .formatted(name.text(), earlier.at().line()));
      }
    }
    return new Node.Mapping(at, entries);
  }

  private static void refuseTag(Position at, Optional<String> tag) throws Broken {
    if (tag.isPresent()) {
      throw new Broken(at, "uses the tag " + tag.get() + "; write the value without a tag");
    }
  }

  private static Position position(Optional<Mark> mark) {
    return mark.map(m -> new Position(m.getLine() + 1, m.getColumn() + 1)).orElse(Position.START);
  }
}
