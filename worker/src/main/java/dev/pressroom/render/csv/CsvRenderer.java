package dev.pressroom.render.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.pressroom.render.CellTexts;
import dev.pressroom.render.FlatRows;
import dev.pressroom.render.ForcedFile;
import dev.pressroom.render.Options;
import dev.pressroom.render.OutputFormat;
import dev.pressroom.render.PlainValue;
import dev.pressroom.render.Rendered;
import dev.pressroom.render.Renderer;
import dev.pressroom.render.Rendering;
import dev.pressroom.report.Layout;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows and nothing but the rows: one line of column titles, then data. Groups become columns
 * before the others, so that a row says where it belongs; group headers, totals and paragraphs are
 * not data and are left out. UTF-8, lines end in CR LF.
 */
public final class CsvRenderer implements Renderer {
  /** For the registry. */
  public static final OutputFormat FORMAT =
      new OutputFormat("csv", "csv", "text/csv; charset=utf-8", CsvRenderer::open);

  private final ForcedFile file;
  private final Writer writer;
  private final CsvWriter csv;
  private final CsvOptions options;
  private final Rendering rendering;

  private FlatRows rows;

  /** For each column what a moment in it is reduced to: its format may show a part only. */
  private List<PlainValue.Part> parts;

  private CellTexts texts;

  private CsvRenderer(ForcedFile file, CsvOptions options, Rendering rendering) {
    this.file = file;
    this.options = options;
    this.rendering = rendering;
    this.writer = new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8));
    this.csv =
        CsvWriter.builder()
            .fieldSeparator(options.delimiter())
            .lineDelimiter(LineDelimiter.CRLF)
            .build(writer);
  }

  private static Renderer open(Path target, Options given, Rendering rendering) throws IOException {
    CsvOptions options = CsvOptions.read(given);
    return new CsvRenderer(new ForcedFile(target), options, rendering);
  }

  @Override
  public void begin(Layout layout) {
    rows = new FlatRows(layout);
    texts = new CellTexts(rows.columns(), rendering);
    parts = rows.columns().stream().map(column -> PlainValue.Part.of(column.format())).toList();
    try {
      if (options.byteOrderMark()) {
        writer.write('\uFEFF');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (options.header()) {
      csv.writeRecord(rows.columns().stream().map(column -> neutral(column.title())).toList());
    }
  }

  @Override
  public void row(List<?> values) {
    int count = rows.columns().size();
    List<String> fields = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Object value = rows.value(i, values);
      String field =
          options.formatted()
              ? texts.cell(i, value)
              : PlainValue.of(value, rendering.zone(), parts.get(i));
      fields.add(value instanceof String ? neutral(field) : field);
    }
    csv.writeRecord(fields);
  }

  private String neutral(String text) {
    return options.neutralise() ? Formulas.neutralise(text) : text;
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
      csv.flush();
      writer.flush();
      return file.finish(0);
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
