package dev.pressroom.job.json;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Walks one JSON document field by field and refuses whatever is not expected, naming its path,
 * line and column. For use by one thread.
 */
final class StrictReader implements AutoCloseable {
  /** Reads the value that the reader stands on. */
  interface Field {
    void read() throws JobFormatException;
  }

  /** Reads a list's member. */
  interface Member<T> {
    T read() throws JobFormatException;
  }

  private static final int DEEPEST = 16;

  private final JsonParser parser;
  private final List<String> path = new ArrayList<>();

  private StrictReader(JsonParser parser) {
    this.parser = parser;
  }

  static StrictReader of(byte[] json, int most) throws JobFormatException {
    if (json.length > most) {
      throw new JobFormatException(
          "it has " + json.length + " bytes; at most " + most + " are allowed", null);
    }
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(most)
                    .maxNameLength(1_000)
                    .maxNumberLength(250)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return new StrictReader(factory.createParser(ObjectReadContext.empty(), json));
  }

  /** Reads the document's one object, to its end. */
  void document(Map<String, Field> fields) throws JobFormatException {
    try {
      next();
      object(fields);
      if (parser.nextToken() != null) {
        throw wrong("is followed by something else; a file holds one object");
      }
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      throw new JobFormatException(
          (at == null ? "" : at.getLineNr() + ":" + at.getColumnNr() + " ")
              + "is not JSON as it is allowed here: "
              + e.getOriginalMessage(),
          e);
    } catch (IllegalArgumentException | DateTimeException e) {
      // A rule of the job model itself; its message names the thing and the rule.
      throw new JobFormatException(place() + " " + e.getMessage(), e);
    }
  }

  void object(Map<String, Field> fields) throws JobFormatException {
    expect(JsonToken.START_OBJECT, "an object");
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      path.add(name);
      Field field = fields.get(name);
      if (field == null) {
        throw wrong("is not a field of this form; known are " + new TreeSet<>(fields.keySet()));
      }
      next();
      field.read();
      path.remove(path.size() - 1);
    }
  }

  <T> List<T> list(int most, Member<T> member) throws JobFormatException {
    expect(JsonToken.START_ARRAY, "a list");
    List<T> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (list.size() == most) {
        throw wrong("has more than " + most + " members");
      }
      path.add("[" + list.size() + "]");
      list.add(member.read());
      path.remove(path.size() - 1);
    }
    return list;
  }

  /** An object whose names are the host's own. */
  <T> Map<String, T> map(Member<T> member) throws JobFormatException {
    expect(JsonToken.START_OBJECT, "an object");
    Map<String, T> map = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      path.add(name);
      next();
      map.put(name, member.read());
      path.remove(path.size() - 1);
    }
    return map;
  }

  String text() throws JobFormatException {
    expect(JsonToken.VALUE_STRING, "text");
    return parser.getString();
  }

  int integer() throws JobFormatException {
    long value = longInteger();
    if (value != (int) value) {
      throw wrong("is out of range");
    }
    return (int) value;
  }

  long longInteger() throws JobFormatException {
    expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
    return parser.getLongValue();
  }

  boolean bool() throws JobFormatException {
    if (parser.currentToken() != JsonToken.VALUE_TRUE) {
      expect(JsonToken.VALUE_FALSE, "true or false");
      return false;
    }
    return true;
  }

  Instant instant() throws JobFormatException {
    String text = text();
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw wrong("is \"" + text + "\"; write an instant like 2026-11-21T08:00:00Z");
    }
  }

  Duration duration() throws JobFormatException {
    String text = text();
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      throw wrong("is \"" + text + "\"; write a duration like PT90S or PT1H");
    }
  }

  /** Text, a number, true or false, null, or a list of those. */
  Object value() throws JobFormatException {
    return parser.currentToken() == JsonToken.START_ARRAY
        ? list(Integer.MAX_VALUE, this::scalar)
        : scalar();
  }

  Object scalar() throws JobFormatException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getString();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> decimal();
      default -> throw wrong("is not text, a number, true, false, null or a list of those");
    };
  }

  private BigDecimal decimal() {
    return parser.getDecimalValue();
  }

  JobFormatException wrong(String what) {
    return new JobFormatException(place() + " " + what, null);
  }

  JobFormatException missing(String field) {
    return new JobFormatException("\"" + field + "\" is missing; the form requires it", null);
  }

  private String place() {
    TokenStreamLocation at = parser.currentTokenLocation();
    String field = String.join(".", path).replace(".[", "[");
    return at.getLineNr() + ":" + at.getColumnNr() + (field.isEmpty() ? "" : " \"" + field + "\"");
  }

  private void next() throws JobFormatException {
    if (parser.nextToken() == null) {
      throw new JobFormatException("it is empty; one JSON object is expected", null);
    }
  }

  private void expect(JsonToken token, String name) throws JobFormatException {
    if (parser.currentToken() != token) {
      throw wrong("is not " + name);
    }
  }

  @Override
  public void close() {
    parser.close();
  }
}
