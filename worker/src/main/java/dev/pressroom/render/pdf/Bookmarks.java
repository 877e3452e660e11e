package dev.pressroom.render.pdf;

import dev.pressroom.pdf.PdfDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Bookmarks that wait until it is known on which page stands what they lead to. */
final class Bookmarks {
  /** Longer ones are not read in a list. */
  private static final int LONGEST = 120;

  private final PdfDocument document;
  private List<Bookmark> waiting = new ArrayList<>();

  /** One bookmark. */
  record Bookmark(int level, String title) {}

  Bookmarks(PdfDocument document) {
    this.document = document;
  }

  void add(int level, String title) {
    String line = title.replaceAll("\\p{Cntrl}+", " ").strip();
    waiting.add(new Bookmark(level, line.length() > LONGEST ? cut(line) : line));
  }

  private static String cut(String line) {
    boolean half = Character.isHighSurrogate(line.charAt(LONGEST - 2));
    return line.substring(0, half ? LONGEST - 2 : LONGEST - 1) + "…";
  }

  int count() {
    return waiting.size();
  }

  /** Those that wait, which the caller places. */
  List<Bookmark> take() {
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<Bookmark> taken = waiting;
    waiting = new ArrayList<>();
    return taken;
  }

  /** What they lead to begins this high on the page being drawn. */
  void place(List<Bookmark> marks, float y) {
    try {
      for (Bookmark mark : marks) {
        document.bookmark(mark.level(), mark.title(), Canvas.hundredths(y));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a bookmark", e);
    }
  }

  /** Places all that wait. */
  void place(float y) {
    place(take(), y);
  }
}
