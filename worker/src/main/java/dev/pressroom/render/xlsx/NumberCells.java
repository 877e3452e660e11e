package dev.pressroom.render.xlsx;

import dev.pressroom.report.Format;
import dev.pressroom.report.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Numbers of one format as spreadsheets have them. For one thread. */
final class NumberCells {
  /** More digits are lost in a spreadsheet. */
  private static final int MOST_DIGITS = 15;

  /** What any double needs to be written and read back. */
  private static final int DIGITS_OF_DOUBLE = 17;

  /** As in print: a number without stated decimals shows its own, up to this many. */
  private static final int MOST_DECIMALS = 6;

  private static final long LARGEST = 1_000_000_000_000_000L;

  private final Format format;
  private final Locale locale;
  private final String[] plain = new String[16];
  private final Map<String, String> money = new HashMap<>();
  private final String pattern;
  private final int patternDecimals;
  private String percent;

  NumberCells(Format format, Locale locale) {
    this.format = format;
    this.locale = locale;
    DecimalFormat java =
        format.kind() == Format.Kind.NUMBER_PATTERN
            ? new DecimalFormat(
                format.pattern().orElseThrow(), DecimalFormatSymbols.getInstance(locale))
            : null;
    pattern = java == null ? null : NumberCode.pattern(java);
    patternDecimals = java == null ? 0 : java.getMaximumFractionDigits();
  }

  /** Null for what is no number, or none that a spreadsheet shows so. */
  CellFormat.Typed of(Object value) {
    return switch (format.kind()) {
      case INTEGER -> number(value, 0);
      case NUMBER -> number(value, format.decimals() < 0 ? own(value) : format.decimals());
      case PERCENT -> percent(value);
      case MONEY -> money(value);
      case NUMBER_PATTERN -> pattern == null ? null : typed(pattern, value, patternDecimals);
      case DURATION -> duration(value);
      case AUTO -> value instanceof Money ? money(value) : number(value, own(value));
      default -> null;
    };
  }

  private static int own(Object value) {
    BigDecimal shown =
        value instanceof BigDecimal exact
            ? exact
            : value instanceof Double binary && Double.isFinite(binary)
                ? BigDecimal.valueOf(binary)
                    .setScale(MOST_DECIMALS, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                : BigDecimal.ZERO;
    return Math.max(0, Math.min(MOST_DECIMALS, shown.scale()));
  }

  private CellFormat.Typed number(Object value, int decimals) {
    if (plain[decimals] == null) {
      plain[decimals] = NumberCode.plain(decimals);
    }
    return typed(plain[decimals], value, decimals);
  }

  private CellFormat.Typed percent(Object value) {
    if (percent == null) {
      percent = NumberCode.percent(locale, format.decimals());
    }
    return typed(percent, value, format.decimals() + 2);
  }

  private CellFormat.Typed money(Object value) {
    String code = value instanceof Money own ? own.currency() : format.currency().orElse(null);
    if (code == null) {
      return null;
    }
    Currency currency = Currency.getInstance(code);
    String shown = money.computeIfAbsent(code, key -> NumberCode.money(locale, currency));
    Object amount = value instanceof Money own ? own.amount() : value;
    return typed(shown, amount, Math.max(0, currency.getDefaultFractionDigits()));
  }

  private CellFormat.Typed duration(Object value) {
    BigDecimal given = value instanceof Duration ? null : exact(value);
    if (given == null && !(value instanceof Duration) || given != null && given.precision() > 15) {
      return null;
    }
    long seconds =
        value instanceof Duration duration
            ? duration.toSeconds()
            : given.setScale(0, RoundingMode.HALF_UP).longValue();
    String serial = Serial.duration(seconds);
    return serial == null ? null : new CellFormat.Typed("[h]:mm:ss", serial);
  }

  private static BigDecimal exact(Object value) {
    if (value instanceof BigDecimal exact) {
      return exact;
    }
    if (value instanceof Double binary) {
      return Double.isFinite(binary) ? BigDecimal.valueOf(binary) : null;
    }
    if (value instanceof Money money) {
      return money.amount();
    }
    boolean whole =
        value instanceof Long || value instanceof Integer || value instanceof BigInteger;
    return whole ? new BigDecimal(value.toString()) : null;
  }

  /** The number, if all of its digits that are shown survive. */
  private static CellFormat.Typed typed(String code, Object value, int shown) {
    if (value instanceof Long || value instanceof Integer) {
      long whole = ((Number) value).longValue();
      boolean fits = whole > -LARGEST && whole < LARGEST;
      return fits ? new CellFormat.Typed(code, Long.toString(whole)) : null;
    }
    if (value instanceof Double binary) {
      double positive = binary == 0 ? 0 : binary;
      return Double.isFinite(positive)
          ? new CellFormat.Typed(code, Double.toString(positive))
          : null;
    }
    BigDecimal exact = exact(value);
    if (exact == null) {
      return null;
    }
    long whole = (long) exact.precision() - exact.scale();
    long digits = Math.max(0, whole) + Math.min(shown, Math.max(0, exact.scale()));
    if (digits > MOST_DIGITS) {
      return null;
    }
    return new CellFormat.Typed(
        code,
        exact.precision() <= DIGITS_OF_DOUBLE
            ? exact.toString()
            : Double.toString(exact.doubleValue()));
  }
}
