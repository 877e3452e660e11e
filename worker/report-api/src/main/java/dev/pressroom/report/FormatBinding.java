package dev.pressroom.report;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Formats bound to a locale and a zone; number formats are kept because making one is slow. */
final class FormatBinding {
  /** A number without stated decimals shows its own, up to this many: more is noise of a double. */
  private static final int MOST_DECIMALS = 6;

  private final Format format;
  private final Locale locale;
  private final ZoneId zone;
  private final Map<Object, NumberFormat> numbers = new HashMap<>();

  private FormatBinding(Format format, Locale locale, ZoneId zone) {
    this.format = format;
    this.locale = locale;
    this.zone = zone;
  }

  static Format.Bound of(Format format, Locale locale, ZoneId zone) {
    FormatBinding binding = new FormatBinding(format, locale, zone);
    Function<Object, String> one = binding.function();
    return value -> binding.apply(one, value);
  }

  private String apply(Function<Object, String> one, Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Collection<?> many) {
      return many.stream().map(each -> apply(one, each)).collect(Collectors.joining(", "));
    }
    try {
      return one.apply(value);
    } catch (DateTimeException e) {
      throw wrongType(value, "a date or time that has what the format shows", e);
    }
  }

  private Function<Object, String> function() {
    return switch (format.kind()) {
      case AUTO, TEXT -> this::auto;
      case INTEGER -> value -> number(0, 0).format(toNumber(value));
      case NUMBER -> this::number;
      case MONEY -> this::money;
      case PERCENT -> {
        NumberFormat percent = NumberFormat.getPercentInstance(locale);
        decimals(percent, format.decimals());
        yield value -> percent.format(toNumber(value));
      }
      case NUMBER_PATTERN -> {
        NumberFormat pattern =
            new DecimalFormat(
                format.pattern().orElseThrow(), DecimalFormatSymbols.getInstance(locale));
        pattern.setRoundingMode(RoundingMode.HALF_UP);
        yield value -> pattern.format(toNumber(value));
      }
      case DATE_PATTERN ->
          temporal(DateTimeFormatter.ofPattern(format.pattern().orElseThrow(), locale));
      case DATE -> temporal(localized(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)));
      case TIME -> temporal(localized(DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)));
      case TIMESTAMP -> temporal(timestamp());
      case DURATION -> this::duration;
    };
  }

  private String auto(Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Money money) {
      return money(money);
    }
    if (format.kind() == Format.Kind.TEXT && value instanceof Number) {
      return value instanceof BigDecimal exact ? exact.toPlainString() : value.toString();
    }
    if (value instanceof Number) {
      return number(value);
    }
    if (value instanceof LocalDate date) {
      return temporal(localized(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM))).apply(date);
    }
    if (value instanceof LocalTime time) {
      return temporal(localized(DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT))).apply(time);
    }
    if (value instanceof Instant || value instanceof LocalDateTime) {
      return temporal(timestamp()).apply(value);
    }
    if (value instanceof YearMonth month) {
      return DateTimeFormatter.ofPattern("LLLL uuuu", locale).format(month);
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    return value.toString();
  }

  private DateTimeFormatter timestamp() {
    return localized(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT));
  }

  private DateTimeFormatter localized(DateTimeFormatter formatter) {
    return formatter.withLocale(locale);
  }

  private Function<Object, String> temporal(DateTimeFormatter formatter) {
    return value -> {
      if (value instanceof Instant instant) {
        return formatter.format(instant.atZone(zone));
      }
      if (value instanceof TemporalAccessor temporal) {
        return formatter.format(temporal);
      }
      throw wrongType(value, "a date or time", null);
    };
  }

  private String number(Object value) {
    Number number = toNumber(value);
    if (format.decimals() >= 0) {
      return number(format.decimals(), format.decimals()).format(number);
    }
    if (number instanceof BigDecimal exact) {
      int own = Math.max(0, Math.min(MOST_DECIMALS, exact.scale()));
      return number(own, own).format(exact);
    }
    return number(0, MOST_DECIMALS).format(number);
  }

  private NumberFormat number(int least, int most) {
    return numbers.computeIfAbsent(
        least * 100 + most,
        key -> {
          NumberFormat made = NumberFormat.getNumberInstance(locale);
          decimals(made, most);
          made.setMinimumFractionDigits(least);
          return made;
        });
  }

  private static void decimals(NumberFormat format, int decimals) {
    format.setMaximumFractionDigits(decimals);
    format.setMinimumFractionDigits(decimals);
    format.setRoundingMode(RoundingMode.HALF_UP);
  }

  private String money(Object value) {
    if (value instanceof Money money) {
      return currency(money.currency()).format(money.amount());
    }
    Number amount = toNumber(value);
    String code =
        format
            .currency()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "has an amount without its currency; format " + format + " needs both"));
    return currency(code).format(amount);
  }

  private NumberFormat currency(String code) {
    return numbers.computeIfAbsent(
        code,
        key -> {
          NumberFormat made = NumberFormat.getCurrencyInstance(locale);
          Currency currency = Currency.getInstance(code);
          made.setCurrency(currency);
          decimals(made, Math.max(0, currency.getDefaultFractionDigits()));
          return made;
        });
  }

  private String duration(Object value) {
    Duration duration =
        value instanceof Duration given
            ? given
            : Duration.ofSeconds(
                new BigDecimal(toNumber(value).toString())
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValue());
    long seconds = Math.abs(duration.toSeconds());
    return "%s%d:%02d:%02d"
        .formatted(
            duration.isNegative() ? "-" : "", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private Number toNumber(Object value) {
    if (value instanceof Double d && (d.isNaN() || d.isInfinite())) {
      throw wrongType(value, "a finite number", null);
    }
    if (value instanceof Long
        || value instanceof BigDecimal
        || value instanceof Double
        || value instanceof Integer
        || value instanceof BigInteger) {
      return (Number) value;
    }
    if (value instanceof Money money) {
      return money.amount();
    }
    throw wrongType(value, "a number", null);
  }

  private IllegalArgumentException wrongType(Object value, String needed, Throwable cause) {
    String shown = String.valueOf(value);
    return new IllegalArgumentException(
        "has the %s \"%s\"; format %s needs %s"
            .formatted(
                value.getClass().getSimpleName(),
                shown.length() > 60 ? shown.substring(0, 60) + "…" : shown,
                format,
                needed),
        cause);
  }
}
