package dev.pressroom.render.pdf;

import dev.pressroom.pdf.Image;
import dev.pressroom.pdf.PdfDocument;
import dev.pressroom.report.Align;
import dev.pressroom.report.Picture;
import dev.pressroom.report.ReportException;
import dev.pressroom.report.Theme;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A theme's picture in one document, embedded once however often it is drawn.
 *
 * @param width in points
 * @param height in points
 */
record PlacedLogo(
    PdfDocument.Form picture, float width, float height, boolean onEachPage, boolean left) {
  /** Room between a picture and a text beside it. */
  static final float GAP = 8;

  /**
   * Null without a logo.
   *
   * @param room that there is from margin to margin; a picture takes at most half of it
   * @throws ReportException permanent, if the picture cannot be decoded
   * @throws UncheckedIOException if the document cannot be written
   */
  static PlacedLogo in(PdfDocument document, Theme.Logo logo, float room) {
    if (logo == null) {
      return null;
    }
    Image decoded = decoded(logo.picture());
    float height = logo.height().points();
    float width = logo.picture().widthAt(height);
    float factor = Math.min(1, room / 2 / width);
    try {
      return new PlacedLogo(
          document.picture(decoded),
          width * factor,
          height * factor,
          logo.onEachPage(),
          logo.side() == Align.LEFT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Image decoded(Picture picture) {
    try {
      return Image.of(picture.bytes());
    } catch (IOException | RuntimeException e) {
      throw ReportException.permanent(
          picture.name()
              + " cannot be read as a picture: "
              + e.getMessage()
              + "; save it anew as PNG or JPEG",
          e);
    }
  }

  /** Draws it at the side where it stands, below an upper edge. */
  void draw(Canvas on, float x, float room, float top) {
    on.content()
        .picture(
            picture,
            Canvas.hundredths(left ? x : x + room - width),
            Canvas.hundredths(top - height),
            Canvas.hundredths(width),
            Canvas.hundredths(height));
  }
}
