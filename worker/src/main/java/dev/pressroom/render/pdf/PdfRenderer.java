package dev.pressroom.render.pdf;

import dev.pressroom.render.CellTexts;
import dev.pressroom.render.ForcedFile;
import dev.pressroom.render.Options;
import dev.pressroom.render.OutputFormat;
import dev.pressroom.render.Rendered;
import dev.pressroom.render.Renderer;
import dev.pressroom.render.Rendering;
import dev.pressroom.report.Layout;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.GregorianCalendar;
import java.util.List;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDResources;

/**
 * A PDF, page by page. Finished pages lie in a temporary file; what grows in memory is a few
 * kilobytes for each page. The file is written at the end. The same calls give the same bytes:
 * neither clock nor chance goes in.
 */
public final class PdfRenderer implements Renderer {
  /** For the registry. */
  public static final OutputFormat FORMAT =
      new OutputFormat("pdf", "pdf", "application/pdf", PdfRenderer::open);

  private final ForcedFile file;
  private final Rendering rendering;
  private final PDDocument document;
  private Fonts fonts;
  private Pages pages;
  private Table table;
  private boolean anything;

  private PdfRenderer(ForcedFile file, Rendering rendering) {
    this.file = file;
    this.rendering = rendering;
    this.document = new PDDocument(IOUtils.createTempFileOnlyStreamCache());
  }

  private static Renderer open(Path target, Options options, Rendering rendering)
      throws IOException {
    options.refuseOthers();
    return new PdfRenderer(new ForcedFile(target), rendering);
  }

  @Override
  public void begin(Layout layout) {
    describe(layout);
    try {
      fonts = Fonts.in(document, layout.theme().fonts(), rendering.warnings());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot set up the fonts", e);
    }
    Grid grid = Grid.of(layout, fonts, rendering);
    CellTexts texts = new CellTexts(layout.columns(), rendering);
    Cells cells = new Cells(layout, grid, texts, rendering.warnings());
    PDResources resources = fonts.resources();
    PlacedLogo logo = PlacedLogo.in(document, resources, layout.theme().logo(), grid.total());
    pages = new Pages(document, layout, new Pages.Dress(fonts.body(), logo), resources);
    table = new Table(layout, pages, grid, cells, fonts);
    pages.next();
    table.title(layout.title(), logo != null && !logo.onEachPage() ? logo : null);
  }

  private void describe(Layout layout) {
    PDDocumentInformation information = document.getDocumentInformation();
    information.setTitle(layout.title());
    information.setProducer("Pressroom");
    GregorianCalendar created =
        GregorianCalendar.from(rendering.created().atZone(rendering.zone()));
    information.setCreationDate(created);
    information.setModificationDate(created);
    document.getDocumentCatalog().setLanguage(rendering.locale().toLanguageTag());
    document.setDocumentId(rendering.created().toEpochMilli());
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
  public Rendered finish() throws IOException {
    try (file;
        document) {
      table.finish(anything);
      long count = pages.finish();
      fonts.embed();
      document.save(new Open(file));
      return file.finish(count);
    }
  }

  @Override
  public void close() {
    try (file;
        document) {
      table = null;
      pages = null;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close a PDF", e);
    }
  }

  /** PDFBox closes what it saves to; the file must stay open until it was forced. */
  private static final class Open extends FilterOutputStream {
    Open(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() {}
  }
}
