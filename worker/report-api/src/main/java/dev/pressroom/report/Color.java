package dev.pressroom.report;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A colour on paper.
 *
 * @param rgb red, green and blue, eight bits each
 */
public record Color(int rgb) {
  private static final Pattern TEXT = Pattern.compile("#[0-9A-Fa-f]{6}");

  public Color {
    if (rgb < 0 || rgb > 0xFFFFFF) {
      throw new IllegalArgumentException(rgb + " is not a colour of three times eight bits");
    }
  }

  /**
   * Reads {@code #1C456B}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Color parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is not a colour; write # and six hexadecimal digits, as in \"#1C456B\"");
    }
    return new Color(Integer.parseInt(text.substring(1), 16));
  }

  public int red() {
    return rgb >> 16;
  }

  public int green() {
    return rgb >> 8 & 0xFF;
  }

  public int blue() {
    return rgb & 0xFF;
  }

  /** As it is written. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "#%06X", rgb);
  }
}
