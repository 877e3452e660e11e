package dev.pressroom.render.pdf;

import dev.pressroom.pdf.Content;
import dev.pressroom.pdf.PdfDocument;
import dev.pressroom.report.PageBand;
import dev.pressroom.report.PageText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands at the top and bottom of each page. How many pages there are is known only at the
 * end, and with it where the text beside that number begins: such pieces of text (words, single
 * digits, the number itself) are forms that each page places and that are drawn once, at the end.
 * For one thread.
 */
final class PageBands {
  /** For what does not fit: as if there were so many pages. */
  private static final int ASSUMED_PAGES = 99_999;

  private static final float GAP = 6;

  private final PdfDocument document;
  private final TextFont font;
  private final int color;
  private final Map<Piece, PdfDocument.Form> forms = new LinkedHashMap<>();

  /**
   * Text whose place depends on how wide the number of pages is.
   *
   * @param text null for the number itself
   * @param moved to the right, in halves of that width
   */
  private record Piece(String text, int moved) {}

  /** Where a text stands and how it hangs there: 0 begins at x, 1 is about it, 2 ends there. */
  private record Place(float x, float base, int hang) {}

  PageBands(PdfDocument document, TextFont font, int color) {
    this.document = document;
    this.font = font;
    this.color = color;
  }

  /**
   * Draws one band on a page.
   *
   * @param page the page's number, from 1
   */
  void draw(Canvas on, PageBand band, float x, float base, float width, long page) {
    List<PageText.Part> center = cut(band.center(), page, width * 0.5f);
    boolean alone = center.isEmpty();
    float side = alone ? width * 0.6f : (width - width(center, page)) / 2 - GAP;
    List<PageText.Part> right = cut(band.right(), page, side);
    float forLeft = alone ? width - width(right, page) - GAP : side;
    List<PageText.Part> left = cut(band.left(), page, forLeft);
    text(on, left, new Place(x, base, 0), page);
    text(on, center, new Place(x + width / 2, base, 1), page);
    text(on, right, new Place(x + width, base, 2), page);
  }

  private Line line(String text) {
    return font.part(text, Ink.BAND_SIZE);
  }

  private float width(List<PageText.Part> parts, long page) {
    return line(new PageText(parts).on(page, ASSUMED_PAGES)).width();
  }

  /** As it is, or, where there is no room, as a text that is cut at its end. */
  private List<PageText.Part> cut(PageText text, long page, float width) {
    if (text.isEmpty() || width(text.parts(), page) <= width) {
      return text.parts();
    }
    String shown = Cut.text(font, text.on(page, ASSUMED_PAGES), Ink.BAND_SIZE, width);
    return PageText.literal(shown).parts();
  }

  private void text(Canvas on, List<PageText.Part> parts, Place place, long page) {
    int totals = 0;
    float known = 0;
    for (PageText.Part part : parts) {
      if (part instanceof PageText.Part.Pages) {
        totals++;
      } else {
        known += line(shown(part, page)).width();
      }
    }
    int moved = -place.hang() * totals;
    float x = place.x() - known * place.hang() / 2;
    for (PageText.Part part : parts) {
      if (part instanceof PageText.Part.Pages) {
        form(on, new Piece(null, moved), x, place.base());
        moved += 2;
        continue;
      }
      for (String text : pieces(part, page, moved)) {
        Line line = line(text);
        if (moved == 0) {
          on.text(line, x, place.base(), color);
        } else {
          form(on, new Piece(text, moved), x, place.base());
        }
        x += line.width();
      }
    }
  }

  private static String shown(PageText.Part part, long page) {
    return new PageText(List.of(part)).on(page, 0);
  }

  /** A page's number is placed digit by digit, so that all pages need only ten forms for it. */
  private static List<String> pieces(PageText.Part part, long page, int moved) {
    String text = shown(part, page);
    if (moved == 0 || part instanceof PageText.Part.Literal) {
      return List.of(text);
    }
    List<String> digits = new ArrayList<>();
    text.chars().forEach(digit -> digits.add(Character.toString(digit)));
    return digits;
  }

  private void form(Canvas on, Piece piece, float x, float base) {
    PdfDocument.Form form = forms.computeIfAbsent(piece, key -> document.form());
    on.content().form(form, Canvas.hundredths(x), Canvas.hundredths(base));
  }

  /** Draws what needed to know how many pages there are. */
  void finish() throws IOException {
    Line total = line(Long.toString(document.pages()));
    for (Map.Entry<Piece, PdfDocument.Form> entry : forms.entrySet()) {
      Piece piece = entry.getKey();
      Line line = piece.text() == null ? total : line(piece.text());
      float x = total.width() * piece.moved() / 2;
      Content content = new Content();
      new Canvas(content).text(line, x, 0, color);
      document.draw(
          entry.getValue(),
          content,
          Canvas.hundredths(x - Ink.BAND_SIZE),
          Canvas.hundredths(-Ink.BAND_SIZE),
          Canvas.hundredths(x + line.width() + Ink.BAND_SIZE),
          Canvas.hundredths(2 * Ink.BAND_SIZE));
    }
  }
}
