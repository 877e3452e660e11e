package dev.pressroom.job.json;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Writes one JSON object, indented for people; what is null is left out. For use by one thread. */
final class Writer {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
  private final JsonGenerator out =
      FACTORY.createGenerator(
          new ObjectWriteContext.Base() {
            private final PrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

            @Override
            public PrettyPrinter getPrettyPrinter() {
              return printer;
            }

            @Override
            public boolean hasPrettyPrinter() {
              return true;
            }
          },
          bytes);

  private Writer() {}

  static byte[] write(Consumer<Writer> content) {
    Writer writer = new Writer();
    writer.out.writeStartObject();
    content.accept(writer);
    writer.out.writeEndObject();
    writer.out.close();
    writer.bytes.write('\n');
    return writer.bytes.toByteArray();
  }

  /**
   * Writes a field whose value is text, a number, a boolean, or something that is written as text.
   */
  void field(String name, Object value) {
    if (value != null) {
      out.writeName(name);
      value(value);
    }
  }

  void object(String name, Runnable content) {
    out.writeName(name);
    out.writeStartObject();
    content.run();
    out.writeEndObject();
  }

  <T> void objects(String name, List<T> members, Consumer<T> content) {
    out.writeName(name);
    out.writeStartArray();
    for (T member : members) {
      out.writeStartObject();
      content.accept(member);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  void texts(String name, List<String> members) {
    out.writeName(name);
    out.writeStartArray();
    members.forEach(this::value);
    out.writeEndArray();
  }

  /** An object whose names are the host's own; a null value is written. */
  void map(String name, Map<String, ?> map) {
    if (!map.isEmpty()) {
      object(
          name,
          () ->
              map.forEach(
                  (key, value) -> {
                    out.writeName(key);
                    value(value);
                  }));
    }
  }

  private void value(Object value) {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof Boolean bool) {
      out.writeBoolean(bool);
    } else if (value instanceof BigDecimal decimal) {
      out.writeNumber(decimal.toPlainString());
    } else if (value instanceof BigInteger big) {
      out.writeNumber(big);
    } else if (value instanceof Number number) {
      out.writeNumber(number.longValue());
    } else if (value instanceof List<?> list) {
      out.writeStartArray();
      list.forEach(this::value);
      out.writeEndArray();
    } else {
      out.writeString(value.toString());
    }
  }
}
