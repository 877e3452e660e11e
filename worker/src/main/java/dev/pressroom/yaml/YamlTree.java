package dev.pressroom.yaml;

import java.util.ArrayList;
import java.util.Collections;
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
 * Reads YAML into {@link Node}s from the parser's events. Of YAML's riches it takes what a reader
 * sees at a glance: one document, keys that are plain text, no tags, and no anchors or aliases,
 * with which a small file can grow without bound. Messages never repeat what stands in the file,
 * except keys: a value may be a password.
 */
public final class YamlTree {
  /** Deeper than anybody writes, shallower than the stack. */
  private static final int DEEPEST = 30;

  private final Iterator<Event> events;

  private YamlTree(Iterator<Event> events) {
    this.events = events;
  }

  /** What stops reading. */
  public static final class Broken extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Position at;

    Broken(Position at, String message) {
      super(message);
      this.at = at;
    }

    public Position at() {
      return at;
    }
  }

  /**
   * @return a null at the start if nothing is written
   * @throws Broken at the first thing that is not such YAML
   */
  public static Node read(String text) throws Broken {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(text.length() + 1).build();
    try {
      return new YamlTree(new Parse(settings).parseString(text).iterator()).document();
    } catch (MarkedYamlEngineException e) {
      throw new Broken(position(e.getProblemMark()), "is not YAML: " + what(e));
    } catch (YamlEngineException e) {
      throw new Broken(Position.START, "is not YAML: " + e.getMessage());
    }
  }

  /** Without the line that the parser repeats; and a tag's handle may be a password's beginning. */
  private static String what(MarkedYamlEngineException e) {
    String problem = e.getProblem().replaceFirst("(tag handle).*", "$1");
    return e.getContext() == null ? problem : e.getContext() + ": " + problem;
  }

  private Node document() throws Broken {
    Node root = null;
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof NodeEvent) {
        root = node(event, "", 0);
      } else if (event.getEventId() == Event.ID.DocumentStart && root != null) {
        throw new Broken(position(event.getStartMark()), "begins a second document; keep one");
      }
    }
    return root == null ? new Node.Scalar(Position.START, "", true, false) : root;
  }

  private Node node(Event event, String path, int depth) throws Broken {
    Position at = position(event.getStartMark());
    if (depth > DEEPEST) {
      throw broken(at, path, "is nested more than " + DEEPEST + " levels deep");
    }
    if (event instanceof AliasEvent
        || (event instanceof NodeEvent named && named.getAnchor().isPresent())) {
      throw broken(
          at,
          path,
          "uses an anchor or alias (& or *); anchors, aliases and tags are not read; write the"
              + " value itself");
    }
    if (event instanceof ScalarEvent scalar) {
      refuseTag(at, path, scalar.getTag());
      return new Node.Scalar(at, scalar.getValue(), scalar.isPlain(), scalar.isLiteral());
    }
    if (event instanceof SequenceStartEvent start) {
      refuseTag(at, path, start.getTag());
      List<Node> items = new ArrayList<>();
      for (Event next = events.next(); next instanceof NodeEvent; next = events.next()) {
        items.add(node(next, path + "[" + items.size() + "]", depth + 1));
      }
      return new Node.Sequence(at, List.copyOf(items));
    }
    refuseTag(at, path, ((MappingStartEvent) event).getTag());
    return mapping(at, path, depth);
  }

  private Node mapping(Position at, String path, int depth) throws Broken {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    List<Node.Repeat> repeats = new ArrayList<>();
    for (Event event = events.next(); event instanceof NodeEvent; event = events.next()) {
      Position keyAt = position(event.getStartMark());
      if (!(node(event, path, depth + 1) instanceof Node.Scalar key)) {
        throw new Broken(keyAt, "is a key that is not plain text");
      }
      String name = key.text();
      Node value = node(events.next(), path.isEmpty() ? name : path + "." + name, depth + 1);
      Node.Entry first = entries.putIfAbsent(name, new Node.Entry(keyAt, value));
      if (first != null) {
        repeats.add(new Node.Repeat(keyAt, name, first.at()));
      }
    }
    return new Node.Mapping(at, Collections.unmodifiableMap(entries), List.copyOf(repeats));
  }

  private static void refuseTag(Position at, String path, Optional<String> tag) throws Broken {
    if (tag.isPresent()) {
      throw broken(
          at,
          path,
          "uses the tag that begins here with !; write the value without it, or quote it");
    }
  }

  private static Broken broken(Position at, String path, String message) {
    return new Broken(at, path.isEmpty() ? message : path + " " + message);
  }

  private static Position position(Optional<Mark> mark) {
    return mark.map(m -> new Position(m.getLine() + 1, m.getColumn() + 1)).orElse(Position.START);
  }
}
