package dev.pressroom.render.pdf;

import java.util.ArrayList;
import java.util.List;

/** Shortens what must stay in its place, and shows by … that it did. */
final class Cut {
  private Cut() {}

  /** What is not wider than asked, on one line. */
  static String text(TextFont font, String text, float size, float width) {
    if (font.line(text, size).width() <= width) {
      return text;
    }
    int fits = 0;
    int tooMany = text.length();
    while (fits + 1 < tooMany) {
      int middle = (fits + tooMany) / 2;
      if (font.line(text.substring(0, middle) + "…", size).width() <= width) {
        fits = middle;
      } else {
        tooMany = middle;
      }
    }
    if (fits > 0 && Character.isHighSurrogate(text.charAt(fits - 1))) {
      fits--;
    }
    return text.substring(0, fits).stripTrailing() + "…";
  }

  /** At most so many lines. */
  static List<Line> lines(TextFont font, String text, float size, float width, int most) {
    List<Line> lines = font.wrap(text, size, width);
    if (lines.size() <= most) {
      return lines;
    }
    List<Line> kept = new ArrayList<>(lines.subList(0, most - 1));
    // What stood on the last line that is kept is not known as text any more: say only that it goes
    // on.
    kept.add(font.line("…", size));
    return kept;
  }
}
