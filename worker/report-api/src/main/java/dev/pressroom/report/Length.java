package dev.pressroom.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length on paper.
 *
 * @param points in 1/72 inch; not negative
 */
public record Length(float points) {
  private static final Pattern TEXT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(mm|cm|in|pt)");

  /** Longer than any paper that is printed on: a figure beyond it is a slip. */
  private static final float LONGEST = 14_400;

  public Length {
    if (!(points >= 0 && points <= LONGEST)) {
      throw new IllegalArgumentException(
          "a length of " + points + " points is not between 0 and " + LONGEST);
    }
  }

  /**
   * Reads {@code 18mm}, {@code 2.5cm}, {@code 1in} or {@code 72pt}.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public static Length parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches() || matcher.group(1).length() > 8) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a length; write a number with mm, cm, in or pt, such as 18mm");
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    BigDecimal factor =
        switch (matcher.group(2)) {
          case "mm" -> new BigDecimal("72").divide(new BigDecimal("25.4"), 9, RoundingMode.HALF_UP);
          case "cm" ->
              new BigDecimal("720").divide(new BigDecimal("25.4"), 9, RoundingMode.HALF_UP);
          case "in" -> new BigDecimal("72");
          default -> BigDecimal.ONE;
        };
    return new Length(number.multiply(factor).floatValue());
  }

  /** So many millimetres. */
  public static Length mm(double millimetres) {
    return new Length((float) (millimetres * 72 / 25.4));
  }
}
