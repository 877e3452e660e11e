package dev.pressroom.render.json;

import dev.pressroom.render.FlatRows;
import dev.pressroom.render.ForcedFile;
import dev.pressroom.render.Options;
import dev.pressroom.render.OutputFormat;
import dev.pressroom.render.PlainValue;
import dev.pressroom.render.Rendered;
import dev.pressroom.render.Renderer;
import dev.pressroom.render.Rendering;
import dev.pressroom.report.Column;
import dev.pressroom.report.Layout;
import dev.pressroom.report.Money;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * The rows as objects, each with its groups' keys as the first members. Two forms: {@code json} is
 * one document that also names title and columns, {@code jsonl} has an object a line and nothing
 * else. Bands are not data and are left out. For one thread.
 *
 * <p>Numbers are JSON numbers of exactly the digits that the query gave; money of several
 * currencies is an object of amount and currency; dates and times are texts as ISO 8601 has them;
 * bytes are hexadecimal digits.
 */
public final class JsonRenderer implements Renderer {
  /** One document, for the registry. */
  public static final OutputFormat DOCUMENT =
      new OutputFormat("json", "json", "application/json", open(false));

  /** A line for each row, for the registry. */
  public static final OutputFormat LINES =
      new OutputFormat("jsonl", "jsonl", "application/jsonl", open(true));

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .rootValueSeparator("\n")
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          // An unpaired surrogate is no text; it is written so that every reader takes it.
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();

  private final ForcedFile file;
  private final JsonGenerator json;
  private final boolean lines;
  private final Rendering rendering;
  private FlatRows rows;
  private boolean anything;

  private JsonRenderer(ForcedFile file, boolean lines, Rendering rendering) {
    this.file = file;
    this.lines = lines;
    this.rendering = rendering;
    this.json = JSON.createGenerator(ObjectWriteContext.empty(), file);
  }

  private static OutputFormat.Opener open(boolean lines) {
    return (Path target, Options options, Rendering rendering) -> {
      options.refuseOthers();
      return new JsonRenderer(new ForcedFile(target), lines, rendering);
    };
  }

  @Override
  public void begin(Layout layout) {
    rows = new FlatRows(layout);
    if (lines) {
      return;
    }
    json.writeStartObject();
    json.writeStringProperty("title", layout.title());
    json.writeStringProperty("created", PlainValue.of(rendering.created(), rendering.zone()));
    json.writeName("columns");
    json.writeStartArray();
    for (Column column : rows.columns()) {
      json.writeStartObject();
      json.writeStringProperty("name", column.name());
      json.writeStringProperty("title", column.title());
      json.writeStringProperty("format", column.format().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeName("rows");
    json.writeStartArray();
  }

  @Override
  public void row(List<?> values) {
    if (!lines) {
      json.writeRaw('\n');
    }
    json.writeStartObject();
    for (int i = 0; i < rows.columns().size(); i++) {
      json.writeName(rows.columns().get(i).name());
      write(rows.value(i, values));
    }
    json.writeEndObject();
    anything = true;
  }

  private void write(Object value) {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof BigDecimal exact) {
      json.writeNumber(exact);
    } else if (value instanceof Double binary && Double.isFinite(binary)) {
      json.writeNumber(binary);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Money money) {
      json.writeStartObject();
      json.writeName("amount");
      json.writeNumber(money.amount());
      json.writeStringProperty("currency", money.currency());
      json.writeEndObject();
    } else {
      json.writeString(PlainValue.of(value, rendering.zone()));
    }
  }

  @Override
  public void group(int level, Object key) {
    rows.group(level, key);
  }

  @Override
  public void groupHeader(int level, String text) {}

  @Override
  public void groupFooter(int level, String label, List<?> totals) {
    rows.end(level);
  }

  @Override
  public void summary(String label, List<?> totals) {}

  @Override
  public void text(String paragraph) {}

  @Override
  public long bytes() {
    return file.bytes();
  }

  @Override
  public Rendered finish() throws IOException {
    try (file) {
      if (!lines) {
        json.writeRaw('\n');
        json.writeEndArray();
        json.writeEndObject();
      }
      if (!lines || anything) {
        json.writeRaw('\n');
      }
      json.flush();
      return file.finish(0);
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
