package dev.pressroom.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads formats as authors write them. */
final class FormatParser {
  private static final Pattern STEP = Pattern.compile("1|0\\.(0{0,9}1)");
  private static final Pattern CURRENCY_COLUMN =
      Pattern.compile("\\{\\s*column\\s*:\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*\\}");

  /** Longer ones are not formats but accidents. */
  private static final int LONGEST = 100;

  private FormatParser() {}

  static Format parse(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.length() > LONGEST) {
      throw unknown(text);
    }
    int space = stripped.indexOf(' ');
    String word = space < 0 ? stripped : stripped.substring(0, space);
    String argument = space < 0 ? "" : stripped.substring(space + 1).strip();
    return switch (word) {
      case "text" -> plain(Format.Kind.TEXT, word, argument);
      case "integer" -> plain(Format.Kind.INTEGER, word, argument);
      case "date" -> plain(Format.Kind.DATE, word, argument);
      case "time" -> plain(Format.Kind.TIME, word, argument);
      case "timestamp" -> plain(Format.Kind.TIMESTAMP, word, argument);
      case "duration" -> plain(Format.Kind.DURATION, word, argument);
      case "number" -> new Format(Format.Kind.NUMBER, stripped, decimals(word, argument, -1), null);
      case "percent" ->
          new Format(Format.Kind.PERCENT, stripped, decimals(word, argument, 0), null);
      case "money" -> money(stripped, argument);
      default -> pattern(stripped, word);
    };
  }

  private static Format plain(Format.Kind kind, String word, String argument) {
    if (!argument.isEmpty()) {
      throw new IllegalArgumentException(
          "format \"" + word + "\" takes nothing after it, but has \"" + argument + "\"");
    }
    return new Format(kind, word, kind == Format.Kind.INTEGER ? 0 : -1, null);
  }

  private static int decimals(String word, String step, int otherwise) {
    if (step.isEmpty()) {
      return otherwise;
    }
    Matcher matcher = STEP.matcher(step);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "format \"%s %s\": \"%s\" is not a smallest step; write 1, 0.1, 0.01 and so on"
              .formatted(word, step, step));
    }
    return matcher.group(1) == null ? 0 : matcher.group(1).length();
  }

  private static Format money(String text, String argument) {
    if (argument.isEmpty()) {
      throw new IllegalArgumentException(
          "format \"money\" needs a currency; write money EUR, or {money: {column: currency_code}}");
    }
    Matcher column = CURRENCY_COLUMN.matcher(argument);
    if (column.matches()) {
      return Format.moneyByColumn(column.group(1));
    }
    int digits = Money.checkCurrency(argument).getDefaultFractionDigits();
    return new Format(Format.Kind.MONEY, text, Math.max(0, digits), argument);
  }

  private static Format pattern(String text, String word) {
    if (Suggestion.among(word, Format.KEYWORDS).isPresent() && !repeatsALetter(word)) {
      throw unknown(text);
    }
    String outsideQuotes = text.replaceAll("'[^']*'", "");
    boolean letters = outsideQuotes.matches(".*[A-Za-z].*");
    try {
      if (!letters && outsideQuotes.matches(".*[0#].*")) {
        new DecimalFormat(text, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(0);
        return new Format(Format.Kind.NUMBER_PATTERN, text, -1, text);
      }
      if (letters) {
        var unused = DateTimeFormatter.ofPattern(text, Locale.ROOT);
        return new Format(Format.Kind.DATE_PATTERN, text, -1, text);
      }
    } catch (IllegalArgumentException e) {
      throw unknown(text, e);
    }
    throw unknown(text);
  }

  /** {@code dd} and {@code yyyy} are patterns, {@code dat} and {@code moeny} are slips. */
  private static boolean repeatsALetter(String word) {
    for (int i = 1; i < word.length(); i++) {
      if (word.charAt(i) == word.charAt(i - 1)) {
        return true;
      }
    }
    return word.length() <= 1;
  }

  private static IllegalArgumentException unknown(String text) {
    return unknown(text, null);
  }

  private static IllegalArgumentException unknown(String text, Throwable cause) {
    String word = text.strip().split("\\s", 2)[0];
    return new IllegalArgumentException(
        "\"%s\" is not a format%s; one of: %s, or a pattern such as MMMM yyyy or #,##0.00"
            .formatted(
                text, Suggestion.hint(word, Format.KEYWORDS), String.join(", ", Format.KEYWORDS)),
        cause);
  }
}
