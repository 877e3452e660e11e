package dev.pressroom.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines that are drawn on a terminal, where none may be longer than it is wide. */
final class Screens {
  private Screens() {}

  /** Without what would drive the terminal, and cut at its width. */
  static String cut(String text, Terminal terminal) {
    String line = Console.harmless(text.lines().findFirst().orElse(""));
    return line.codePointCount(0, line.length()) <= terminal.width()
        ? line
        : line.substring(0, line.offsetByCodePoints(0, Math.max(0, terminal.width() - 1))) + "…";
  }

  static String state(String text, Terminal terminal) {
    return terminal.colours() ? Colour.forState(text).of(text) : text;
  }

  static String head(String text, Terminal terminal) {
    return terminal.colours() ? Colour.STRONG.of(cut(text, terminal)) : cut(text, terminal);
  }

  /**
   * Broken between words; a word that is longer than the terminal is wide, such as a path, is not.
   */
  static List<String> wrapped(String text, String first, String indent, Terminal terminal) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(first);
    boolean empty = true;
    // Not at the spaces that align something.
    for (String word : Console.harmless(text).split("(?<=\\S) (?=\\S)")) {
      if (!empty && line.length() + 1 + word.length() > terminal.width()) {
        lines.add(line.toString());
        line = new StringBuilder(indent);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
    return lines;
  }
}
