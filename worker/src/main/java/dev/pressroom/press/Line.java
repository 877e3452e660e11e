package dev.pressroom.press;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * One line of the protocol between a worker and a press: a JSON object whose field {@code say}
 * names what is said. Values are text, whole numbers, booleans, lists and objects of those; null is
 * left out.
 *
 * <p>The table of what is said:
 *
 * <table>
 * <caption>By the worker on the press's descriptor 3, by the press on its descriptor 4</caption>
 * <tr><td>hello</td><td>once and first: {@link Briefing}, the only way by which secrets
 *     travel</td></tr>
 * <tr><td>run</td><td>an {@link Assignment}; the press is idle</td></tr>
 * <tr><td>ping</td><td>whenever nothing else was said for a while; a press that hears nothing
 *     ends</td></tr>
 * <tr><td>stop</td><td>job, attempt; the attempt is to end, and the press is killed soon after</td></tr>
 * <tr><td>commit</td><td>job, attempt; the answer to <i>prepared</i>: the job is still the
 *     worker's</td></tr>
 * <tr><td>exit</td><td>the press is idle and is to end</td></tr>
 * <tr><td>ready</td><td>the press's first words</td></tr>
 * <tr><td>started</td><td>job, attempt</td></tr>
 * <tr><td>found</td><td>job, attempt, definition (the digest of the report's version, or absent),
 *     masked (names of parameters, with spaces between); before any code of the report runs</td></tr>
 * <tr><td>progress</td><td>job, attempt, done, total, message</td></tr>
 * <tr><td>prepared</td><td>job, attempt; only of a report that writes: its artifacts are durable, and
 *     it waits for <i>commit</i></td></tr>
 * <tr><td>finished</td><td>job, attempt, retire (why the press should not go on, or absent), plugins
 *     (true if their code may have run in the press, or absent); the attempt's {@code outcome.json} is
 *     written, and its artifacts are forced</td></tr>
 * <tr><td>dying</td><td>job, attempt, how ({@code exit}, {@code out-of-memory} or {@code unable}),
 *     message: the press is about to end, and the attempt with it</td></tr>
 * <tr><td>stopping</td><td>job, attempt, message (where the report stood when it was asked to stop),
 *     deadlock (which threads wait for each other, or absent)</td></tr>
 * </table>
 *
 * For use by one thread.
 */
public final class Line {
  /** A longer line is a fault of whoever wrote it, in bytes. */
  public static final int LONGEST = 1 << 20;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(6)
                  .maxStringLength(LONGEST)
                  .maxNumberLength(20)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final Map<String, Object> fields;

  private Line(Map<String, Object> fields) {
    this.fields = fields;
  }

  /** Begins a line. */
  public static Line say(String what) {
    return unsaid().with("say", what);
  }

  /** Begins an object that is written in the same form, but is not said to anybody. */
  static Line unsaid() {
    return new Line(new LinkedHashMap<>());
  }

  /** Adds a field; null adds nothing. */
  public Line with(String name, Object value) {
    if (value != null) {
      fields.put(name, value);
    }
    return this;
  }

  /** What is said, such as {@code run}. */
  public String say() {
    return text("say");
  }

  /**
   * A field's text.
   *
   * @throws IllegalArgumentException if it is absent
   */
  public String text(String name) {
    return (String) value(name, String.class);
  }

  /** A field's text, or null if there is none. */
  public String textOrNull(String name) {
    return fields.get(name) instanceof String text ? text : null;
  }

  public long number(String name) {
    return (Long) value(name, Long.class);
  }

  /** Whether a field is there and is this number. */
  public boolean is(String name, long number) {
    return Long.valueOf(number).equals(fields.get(name));
  }

  /** Whether a field is there and is true. */
  public boolean isTrue(String name) {
    return Boolean.TRUE.equals(fields.get(name));
  }

  public int integer(String name) {
    return Math.toIntExact(number(name));
  }

  /** The texts of a field that is an object; what is not text is refused. */
  public Map<String, String> texts(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    ((Map<?, ?>) value(name, Map.class))
        .forEach((key, value) -> texts.put((String) key, String.class.cast(value)));
    return texts;
  }

  /** The members of a field that is a list of objects. */
  public List<Line> lines(String name) {
    List<Line> lines = new ArrayList<>();
    for (Object member : (List<?>) value(name, List.class)) {
      Map<String, Object> copy = new LinkedHashMap<>();
      ((Map<?, ?>) member).forEach((key, value) -> copy.put((String) key, value));
      lines.add(new Line(copy));
    }
    return lines;
  }

  private Object value(String name, Class<?> type) {
    Object value = fields.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "a line of the press protocol has no " + type.getSimpleName() + " called " + name);
    }
    return value;
  }

  /** The line with its line feed, in UTF-8. */
  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      write(out, fields);
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator out, Object value) {
    if (value instanceof Map<?, ?> map) {
      out.writeStartObject();
      map.forEach(
          (name, member) -> {
            out.writeName((String) name);
            write(out, member);
          });
      out.writeEndObject();
    } else if (value instanceof List<?> list) {
      out.writeStartArray();
      list.forEach(member -> write(out, member));
      out.writeEndArray();
    } else if (value instanceof Number number) {
      out.writeNumber(number.longValue());
    } else if (value instanceof Boolean bool) {
      out.writeBoolean(bool);
    } else {
      out.writeString(value.toString());
    }
  }

  /**
   * Reads the next line.
   *
   * @param in best buffered
   * @return null at the end
   * @throws IOException if it cannot be read, is too long, or is not a line of this protocol; the
   *     message never quotes the line, which may hold secrets
   */
  public static Line read(InputStream in) throws IOException {
    return read(in, LONGEST);
  }

  /** The same for lines that are no longer than so many bytes. */
  public static Line read(InputStream in, int longest) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      }
      bytes.write(next);
      if (bytes.size() > longest) {
        throw new IOException("a line of the press protocol is longer than " + longest + " bytes");
      }
    }
    return parse(bytes.toByteArray());
  }

  private static Line parse(byte[] json) throws IOException {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        Line line = new Line(object(parser));
        if (parser.nextToken() == null) {
          return line;
        }
      }
    } catch (JacksonException e) {
      throw new IOException(
          "a line of the press protocol is not JSON: " + e.getClass().getSimpleName());
    }
    throw new IOException("a line of the press protocol is not one JSON object");
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return fields;
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> {
        List<Object> members = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          members.add(value(parser));
        }
        yield members;
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw new IOException("a line of the press protocol has a value of no known kind");
    };
  }
}
