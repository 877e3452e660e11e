package dev.pressroom.render.pdf;

import dev.pressroom.pdf.PdfDocument;
import dev.pressroom.render.CellTexts;
import dev.pressroom.render.ForcedFile;
import dev.pressroom.render.Options;
import dev.pressroom.render.OutputFormat;
import dev.pressroom.render.Rendered;
import dev.pressroom.render.Renderer;
import dev.pressroom.render.Rendering;
import dev.pressroom.report.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;

/**
 * A PDF, page by page. A finished page is written and gone from memory, where some twenty bytes of
 * it stay. The same calls give the same bytes: neither clock nor chance goes in.
 */
public final class PdfRenderer implements Renderer {
  /** For the registry. */
  public static final OutputFormat FORMAT =
      new OutputFormat("pdf", "pdf", "application/pdf", PdfRenderer::open);

  /** Higher levels take twice the time for a hundredth less. */
  private static final int COMPRESSION = 6;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("'D:'uuuuMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private final ForcedFile file;
  private final Rendering rendering;
  private final PdfDocument document;
  private Layout layout;
  private Pages pages;
  private Table table;
  private boolean anything;

  private PdfRenderer(ForcedFile file, Rendering rendering) throws IOException {
    this.file = file;
    this.rendering = rendering;
    this.document = new PdfDocument(file, COMPRESSION);
  }

  private static Renderer open(Path target, Options options, Rendering rendering)
      throws IOException {
    options.refuseOthers();
    return new PdfRenderer(new ForcedFile(target), rendering);
  }

  @Override
  public void begin(Layout begun) {
    layout = begun;
    Fonts fonts = Fonts.in(document, layout.theme().fonts(), rendering.warnings());
    Grid grid = Grid.of(layout, fonts, rendering);
    CellTexts texts = new CellTexts(layout.columns(), rendering);
    Cells cells = new Cells(layout, grid, texts, rendering.warnings());
    PlacedLogo logo = PlacedLogo.in(document, layout.theme().logo(), grid.total());
    pages = new Pages(document, layout, fonts.body(), logo);
    table = new Table(layout, pages, grid, cells, fonts);
    pages.next();
    table.title(layout.title(), logo != null && !logo.onEachPage() ? logo : null);
  }

  private PdfDocument.Properties properties() {
    String created = DATE.format(rendering.created());
    return new PdfDocument.Properties(
        layout.title(),
        rendering.locale().toLanguageTag(),
        created,
        idOf(layout.title() + "\n" + created + "\n" + rendering.created().toEpochMilli()));
  }

  private static byte[] idOf(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Arrays.copyOf(digest.digest(text.getBytes(StandardCharsets.UTF_8)), 16);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void bookmark(int level, String title) {
    table.bookmark(level, title);
  }

  @Override
  public void groupHeader(int level, String text) {
    anything = true;
    table.groupHeader(level, text);
  }

  @Override
  public void row(List<?> values) {
    anything = true;
    table.row(values);
  }

  @Override
  public void groupFooter(int level, String label, List<?> totals) {
    anything = true;
    table.groupFooter(level, label, totals);
  }

  @Override
  public void summary(String label, List<?> totals) {
    anything = true;
    table.summary(label, totals);
  }

  @Override
  public void text(String paragraph) {
    anything = true;
    table.text(paragraph);
  }

  @Override
  public long pages() {
    return pages == null ? 0 : pages.soFar();
  }

  @Override
  public long bytes() {
    return file.bytes();
  }

  @Override
  public Rendered finish() throws IOException {
    try (file;
        document) {
      table.finish(anything);
      long count = pages.finish();
      document.finish(
          properties(),
          Canvas.hundredths(layout.page().width()),
          Canvas.hundredths(layout.page().height()));
      return file.finish(count);
    }
  }

  @Override
  public void close() {
    try (file;
        document) {
      table = null;
      pages = null;
    }
  }
}
