package dev.pressroom.render.csv;

import java.util.regex.Pattern;

/** Keeps texts from being run as formulas by whoever opens the file in a spreadsheet. */
final class Formulas {
  /** A text that is only a number, such as an account number with a sign, is harmless. */
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+([.,][0-9]+)?");

  private Formulas() {}

  /** Puts an apostrophe before what begins like a formula, as OWASP recommends. */
  static String neutralise(String text) {
    if (text.isEmpty()) {
      return text;
    }
    boolean suspicious =
        switch (text.charAt(0)) {
          case '=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠' -> true;
          default -> false;
        };
    return suspicious && !NUMBER.matcher(text).matches() ? "'" + text : text;
  }
}
