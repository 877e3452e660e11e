package dev.pressroom.pdf;

/**
 * What is drawn on one page or form: fills first, then all text in one text object, then images and
 * forms. For one thread.
 */
public final class Content {
  private final Bytes under = new Bytes(4 * 1024);
  private final Bytes text = new Bytes(16 * 1024);
  private final Bytes over = new Bytes();
  private int fillColor = -1;
  private int textColor = -1;
  private EmbeddedFont font;
  private int fontSize;
  private int lastX;
  private int lastY;

  /** A filled rectangle; lines are thin ones, so that every viewer shows them alike. */
  public void fill(int x, int y, int width, int height, int rgb) {
    if (rgb != fillColor) {
      under.color(rgb).ascii("rg\n");
      fillColor = rgb;
    }
    under.number(x).add(' ').number(y).add(' ');
    under.number(width).add(' ').number(height).ascii(" re f\n");
  }

  /**
   * Glyphs with the first one's origin at a point. Call, write the codes of {@link
   * EmbeddedFont#glyph} with {@link #glyph}, then {@link #endText}.
   *
   * @param size in hundredths of a point
   */
  public void beginText(EmbeddedFont in, int size, int x, int y, int rgb) {
    if (in != font || size != fontSize) {
      text.name(in.name()).add(' ').number(size).ascii(" Tf\n");
      font = in;
      fontSize = size;
    }
    if (rgb != textColor) {
      text.color(rgb).ascii("rg\n");
      textColor = rgb;
    }
    text.number(x - lastX).add(' ').number(y - lastY).ascii(" Td(");
    lastX = x;
    lastY = y;
  }

  /** One glyph of the text that was begun. */
  public void glyph(long glyph) {
    int code = EmbeddedFont.code(glyph);
    if (EmbeddedFont.isLong(glyph)) {
      text.add(code >> 8);
    }
    text.add(code);
  }

  public void endText() {
    text.ascii(")Tj\n");
  }

  /** A form with its origin here. */
  public void form(PdfDocument.Form form, int x, int y) {
    over.ascii("q 1 0 0 1 ").number(x).add(' ').number(y).ascii(" cm");
    over.name(form.name()).ascii(" Do Q\n");
  }

  /** A picture of {@link PdfDocument#picture} with its lower left corner here. */
  public void picture(PdfDocument.Form picture, int x, int y, int width, int height) {
    over.ascii("q ").number(width).ascii(" 0 0 ").number(height).add(' ');
    over.number(x).add(' ').number(y).ascii(" cm").name(picture.name()).ascii(" Do Q\n");
  }

  public boolean isEmpty() {
    return under.isEmpty() && text.isEmpty() && over.isEmpty();
  }

  /** All of it; the same lengths as those given. */
  void writeTo(Bytes out) {
    out.add(under);
    if (!text.isEmpty()) {
      out.ascii("BT\n").add(text).ascii("ET\n");
    }
    out.add(over);
  }

  /** Empties it for the next page. */
  void clear() {
    under.clear();
    text.clear();
    over.clear();
    fillColor = -1;
    textColor = -1;
    font = null;
    fontSize = 0;
    lastX = 0;
    lastY = 0;
  }
}
