package dev.pressroom.render.xlsx;

import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/**
 * How spreadsheets spell number formats. Digits are grouped and separated as the reader's program
 * is set up; where signs and currencies stand is the job's locale's. Stateless.
 */
final class NumberCode {
  private NumberCode() {}

  /** A plain number. */
  static String plain(int decimals) {
    return "#,##0" + fraction(decimals, decimals);
  }

  static String percent(Locale locale, int decimals) {
    NumberFormat format = NumberFormat.getPercentInstance(locale);
    String around = format instanceof DecimalFormat percent ? percent.getPositiveSuffix() : "%";
    return plain(decimals) + literal(around.contains("%") ? around : "%", null);
  }

  static String money(Locale locale, Currency currency) {
    int decimals = Math.max(0, currency.getDefaultFractionDigits());
    NumberFormat format = NumberFormat.getCurrencyInstance(locale);
    format.setCurrency(currency);
    if (!(format instanceof DecimalFormat money)) {
      return plain(decimals)
          + literal(" " + currency.getCurrencyCode(), currency.getCurrencyCode());
    }
    String symbol = money.getDecimalFormatSymbols().getCurrencySymbol();
    return literal(money.getPositivePrefix(), symbol)
        + plain(decimals)
        + literal(money.getPositiveSuffix(), symbol);
  }

  /**
   * A pattern of Java's.
   *
   * @return null if spreadsheets cannot show it
   */
  static String pattern(DecimalFormat format) {
    String pattern = format.toPattern().replaceAll("'[^']*'", "");
    boolean percent = format.getMultiplier() == 100;
    if (format.getMultiplier() != 1 && !percent || pattern.matches(".*[E¤].*")) {
      return null;
    }
    String digits =
        whole(format.getMinimumIntegerDigits(), format.isGroupingUsed())
            + fraction(format.getMinimumFractionDigits(), format.getMaximumFractionDigits());
    String positive =
        literal(format.getPositivePrefix(), null)
            + digits
            + literal(format.getPositiveSuffix(), null);
    boolean signOnly =
        format.getNegativeSuffix().equals(format.getPositiveSuffix())
            && format.getNegativePrefix().length() == format.getPositivePrefix().length() + 1
            && format.getNegativePrefix().endsWith(format.getPositivePrefix());
    if (signOnly) {
      return positive;
    }
    return positive
        + ";"
        + literal(format.getNegativePrefix(), null)
        + digits
        + literal(format.getNegativeSuffix(), null);
  }

  private static String whole(int least, boolean grouped) {
    int length = grouped ? Math.max(4, least) : Math.max(1, least);
    StringBuilder code = new StringBuilder();
    for (int place = length; place > 0; place--) {
      code.append(place <= least ? '0' : '#');
      if (grouped && place > 1 && (place - 1) % 3 == 0) {
        code.append(',');
      }
    }
    return code.toString();
  }

  private static String fraction(int least, int most) {
    return most == 0 ? "" : "." + "0".repeat(least) + "#".repeat(most - least);
  }

  /** Text in a code: quoted, but for the percent sign, which counts, and the currency's own. */
  static String literal(String text, String symbol) {
    StringBuilder code = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (symbol != null && !symbol.isEmpty() && text.startsWith(symbol, at)) {
        code.append("[$").append(symbol).append(']');
        at += symbol.length();
        continue;
      }
      char c = text.charAt(at++);
      boolean plain = c == '%' || c == ' ' || c == '-' || c == '(' || c == ')';
      if (!plain) {
        code.append('\\');
      }
      code.append(c);
    }
    return code.toString();
  }
}
