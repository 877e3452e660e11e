package dev.pressroom.pdf;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A document, page by page. A page is gone from memory when it was written; what stays is eight
 * bytes for each of its two objects. Pages share their size and everything that they refer to. What
 * is known only at the end, such as how many pages there are, is put on each page as a form and
 * drawn at the end.
 *
 * <p>For one thread. After an {@link IOException} the file is worth nothing.
 */
public final class PdfDocument implements AutoCloseable {
  private final PdfFile file;
  private final PageTree pages;
  private final Outline outline;
  private final Content content = new Content();
  private final Bytes bytes = new Bytes(64 * 1024);
  private final List<EmbeddedFont> fonts = new ArrayList<>();
  private final Bytes forms = new Bytes();
  private final int resources;
  private int formCount;
  private int page;

  /**
   * What a document says of itself.
   *
   * @param title may be empty
   * @param language as in {@code de-CH}
   * @param created as PDF writes dates
   * @param id 16 bytes that tell it from others
   */
  public record Properties(String title, String language, String created, byte[] id) {}

  /** What is drawn elsewhere, once, and shown wherever pages place it. */
  public record Form(String name, int object) {}

  /**
   * Begins a document.
   *
   * @param out buffered; not closed
   */
  public PdfDocument(OutputStream out, int level) throws IOException {
    file = new PdfFile(out, level);
    pages = new PageTree(file);
    outline = new Outline(file);
    resources = file.reserve();
  }

  /** Makes a font one of the document's. */
  public EmbeddedFont embed(FontFile font) {
    EmbeddedFont embedded = new EmbeddedFont(font, "F" + (fonts.size() + 1), file.reserve());
    fonts.add(embedded);
    return embedded;
  }

  /** A form that pages may place from now on; {@link #draw} it before the end. */
  public Form form() {
    Form form = new Form("X" + ++formCount, file.reserve());
    forms.name(form.name()).add(' ').reference(form.object());
    return form;
  }

  /**
   * Draws a form.
   *
   * @param width and height of what it may show, from its origin
   */
  public void draw(Form form, Content drawn, int left, int low, int right, int high)
      throws IOException {
    Bytes entries = new Bytes().ascii("/Type/XObject/Subtype/Form/BBox[");
    entries.number(left).add(' ').number(low).add(' ').number(right).add(' ').number(high);
    entries.ascii("]/Resources ").reference(resources);
    bytes.clear();
    drawn.writeTo(bytes);
    file.stream(form.object(), entries, bytes);
  }

  /**
   * Embeds a picture, to be placed on pages by {@link Content#picture}.
   *
   * @throws IOException if the document cannot be written
   */
  public Form picture(Image read) throws IOException {
    Form form = form();
    Bytes entries = read.entries(read.space());
    if (read.alpha() != null) {
      int mask = file.reserve();
      file.stream(mask, read.entries("DeviceGray"), all(read.alpha()));
      entries.ascii("/SMask ").reference(mask);
    }
    if (read.packed()) {
      file.raw(form.object(), entries.ascii("/Filter/DCTDecode"), all(read.bytes()));
    } else {
      file.stream(form.object(), entries, all(read.bytes()));
    }
    return form;
  }

  private static Bytes all(byte[] bytes) {
    return new Bytes(bytes.length).add(bytes, 0, bytes.length);
  }

  /** Begins a page; what is drawn on it until {@link #endPage}. */
  public Content beginPage() {
    content.clear();
    page = file.reserve();
    return content;
  }

  /** Adds a bookmark to the page being drawn; y is where it leads. */
  public void bookmark(int level, String title, int y) throws IOException {
    outline.add(level, title, page, y);
  }

  /** Writes the page. */
  public void endPage() throws IOException {
    int stream = file.reserve();
    bytes.clear();
    // So that everything else is a whole number.
    bytes.ascii(".01 0 0 .01 0 0 cm\n");
    content.writeTo(bytes);
    file.stream(stream, new Bytes(), bytes);
    Bytes body = new Bytes().ascii("<</Type/Page/Parent ").reference(pages.parent());
    file.object(page, body.ascii("/Contents ").reference(stream).ascii(">>"));
    pages.add(page);
  }

  public long pages() {
    return pages.pages();
  }

  /**
   * Writes what all pages share, and ends the file.
   *
   * @param width of all pages, in hundredths of a point; so height
   */
  public void finish(Properties properties, int width, int height) throws IOException {
    Bytes body = new Bytes(1024).ascii("<</Font<<");
    for (EmbeddedFont font : fonts) {
      font.finish(file);
      body.name(font.name()).add(' ').reference(font.object());
    }
    file.object(resources, body.ascii(">>/XObject<<").add(forms).ascii(">>>>"));
    Bytes inherited = new Bytes().ascii("/MediaBox[0 0 ").points(width).add(' ').points(height);
    pages.finish(inherited.ascii("]/Resources ").reference(resources));
    boolean hasOutline = !outline.isEmpty();
    outline.finish();
    Bytes catalog = new Bytes().ascii("<</Type/Catalog/Pages ").reference(pages.root());
    catalog.ascii("/Lang").text(properties.language());
    catalog.ascii("/ViewerPreferences<</DisplayDocTitle true>>");
    if (hasOutline) {
      catalog.ascii("/Outlines ").reference(outline.root()).ascii("/PageMode/UseOutlines");
    }
    int root = file.object(catalog.ascii(">>"));
    Bytes info = new Bytes().ascii("<</Title").text(properties.title());
    info.ascii("/Producer(Pressroom)/CreationDate").text(properties.created());
    info.ascii("/ModDate").text(properties.created()).ascii(">>");
    file.finish(root, file.object(info), properties.id());
  }

  @Override
  public void close() {
    file.close();
  }
}
