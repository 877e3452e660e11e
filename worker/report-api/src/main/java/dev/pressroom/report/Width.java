package dev.pressroom.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How wide a column is: a length, a share of what is left, or left to the renderer. */
public sealed interface Width {
  /** A length on paper. */
  record Fixed(Length length) implements Width {}

  /**
   * A share of the width that fixed and automatic columns leave.
   *
   * @param share above 0, at most 1000; two columns of 3* and 1* divide it three to one
   */
  record Relative(double share) implements Width {
    public Relative {
      if (!(share > 0 && share <= 1000)) {
        throw new IllegalArgumentException(
            "a share of " + share + " is not above 0 and at most 1000; write 1* or 3*");
      }
    }
  }

  /**
   * As wide as the title and a typical value of the column's format; a column of text takes a share
   * as {@code 1*} does, because rows are not looked at before they are drawn.
   */
  record Auto() implements Width {}

  /**
   * Reads {@code 25mm}, {@code 3*} or {@code auto}.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static Width parse(String text) {
    String stripped = text.strip();
    if (stripped.equals("auto")) {
      return new Auto();
    }
    Matcher share = Shares.TEXT.matcher(stripped);
    if (share.matches()) {
      return new Relative(share.group(1).isEmpty() ? 1 : Double.parseDouble(share.group(1)));
    }
    try {
      Length length = Length.parse(stripped);
      if (length.points() < 1) {
        throw new IllegalArgumentException("too narrow");
      }
      return new Fixed(length);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is not a width; write a length such as 25mm, a share such as 3*, or auto",
          e);
    }
  }

  /** An interface has no private constants; this keeps the pattern out of the promise. */
  final class Shares {
    private static final Pattern TEXT = Pattern.compile("([0-9]{0,4}(?:\\.[0-9]{1,4})?)\\*");

    private Shares() {}
  }
}
