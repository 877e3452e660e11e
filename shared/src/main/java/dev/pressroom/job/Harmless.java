package dev.pressroom.job;

import java.util.regex.Pattern;

/**
 * Text that anybody may have chosen, fit to be shown: without what a terminal obeys, and without
 * what makes it read otherwise than it stands there. Stateless.
 */
public final class Harmless {
  private static final String CONTROL = "\\p{Cc}\\p{Cf}\u2028\u2029";
  private static final Pattern IN_TEXT = Pattern.compile("[" + CONTROL + "&&[^\n\t]]");
  private static final Pattern IN_LINE = Pattern.compile("[" + CONTROL + "\uFFFD]");

  private Harmless() {}

  /** A text of several lines; line ends and tabs stay. */
  public static String text(String text) {
    return IN_TEXT.matcher(text).replaceAll("?");
  }

  /** A text for one line. */
  public static String line(String text) {
    return IN_LINE.matcher(text).replaceAll("?");
  }
}
