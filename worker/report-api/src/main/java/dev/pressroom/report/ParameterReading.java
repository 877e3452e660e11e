package dev.pressroom.report;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads one parameter's value strictly. Errors are {@link IllegalArgumentException}s that go on
 * where "parameter month" has begun the sentence.
 */
final class ParameterReading {
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,19}");
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,100}(\\.[0-9]{1,100})?");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern TIME =
      Pattern.compile("[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?");
  private static final Pattern MONTH = Pattern.compile("[0-9]{4}-[0-9]{2}");

  /**
   * A number beyond this many digits is an attack or an accident; printing it would take forever.
   */
  private static final int MOST_DIGITS = 100;

  private ParameterReading() {}

  static Object read(Parameter parameter, Object raw, ZoneId zone) {
    if (!parameter.list()) {
      if (raw instanceof List<?>) {
        throw wrong(raw, "a single " + parameter.typeName(), "give one value");
      }
      return one(parameter, raw, zone);
    }
    if (!(raw instanceof List<?> values)) {
      throw wrong(
          raw, "a list", "give it in brackets, such as [" + example(parameter.type()) + "]");
    }
    List<Object> typed = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      try {
        typed.add(one(parameter, values.get(i), zone));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("[" + i + "] " + e.getMessage(), e);
      }
    }
    return List.copyOf(typed);
  }

  private static Object one(Parameter parameter, Object raw, ZoneId zone) {
    if (raw == null) {
      throw new IllegalArgumentException(
          "is null; give a value such as %s, or leave it out".formatted(example(parameter.type())));
    }
    Object value = typed(parameter, raw, zone);
    check(parameter, value, zone);
    return value;
  }

  private static Object typed(Parameter parameter, Object raw, ZoneId zone) {
    try {
      Object value =
          switch (parameter.type()) {
            case TEXT -> raw instanceof String text && text.indexOf('\0') < 0 ? text : null;
            case INTEGER -> integer(raw);
            case NUMBER -> number(raw);
            case BOOLEAN -> bool(raw);
            case DATE -> matches(raw, DATE) ? LocalDate.parse((String) raw) : null;
            case TIME -> matches(raw, TIME) ? LocalTime.parse((String) raw) : null;
            case TIMESTAMP -> raw instanceof String text ? timestamp(text, zone) : null;
            case MONTH -> matches(raw, MONTH) ? YearMonth.parse((String) raw) : null;
            case CHOICE -> choice(parameter, raw);
          };
      if (value != null) {
        return value;
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(notOne(parameter, raw), e);
    }
    throw new IllegalArgumentException(notOne(parameter, raw));
  }

  private static String notOne(Parameter parameter, Object raw) {
    ParameterType type = parameter.type();
    String name =
        type == ParameterType.INTEGER ? "an integer" : "a " + Parameter.of("x", type).typeName();
    return wrong(raw, name, "write it like " + example(type)).getMessage();
  }

  private static boolean matches(Object raw, Pattern pattern) {
    return raw instanceof String text && pattern.matcher(text).matches();
  }

  private static Long integer(Object raw) {
    if (raw instanceof Long || raw instanceof Integer) {
      return ((Number) raw).longValue();
    }
    if (raw instanceof BigInteger || matches(raw, INTEGER)) {
      BigInteger big = new BigInteger(raw.toString());
      if (big.bitLength() > 63) {
        throw wrong(raw, "within 64 bits", "use the type number for greater ones");
      }
      return big.longValue();
    }
    return null;
  }

  private static BigDecimal number(Object raw) {
    BigDecimal number = null;
    if (raw instanceof BigDecimal exact) {
      number = exact;
    } else if (raw instanceof Long || raw instanceof Integer || raw instanceof BigInteger) {
      number = new BigDecimal(raw.toString());
    } else if (raw instanceof Double binary && Double.isFinite(binary)) {
      number = BigDecimal.valueOf(binary);
    } else if (matches(raw, NUMBER)) {
      number = new BigDecimal((String) raw);
    }
    if (number != null
        && (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS)) {
      throw new IllegalArgumentException("has more than " + MOST_DIGITS + " digits; use fewer");
    }
    return number;
  }

  private static Boolean bool(Object raw) {
    if (raw instanceof Boolean value) {
      return value;
    }
    return "true".equals(raw) ? Boolean.TRUE : "false".equals(raw) ? Boolean.FALSE : null;
  }

  private static Instant timestamp(String text, ZoneId zone) {
    if (text.length() < 16 || text.charAt(0) == '+' || text.charAt(0) == '-') {
      return null;
    }
    boolean offset = text.endsWith("Z") || text.indexOf('+') > 0 || text.lastIndexOf('-') > 9;
    if (offset) {
      return OffsetDateTime.parse(text).toInstant();
    }
    LocalDateTime local = LocalDateTime.parse(text);
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.size() != 1) {
      throw wrong(
          text,
          offsets.isEmpty() ? "a time that exists in " + zone : "a single moment in " + zone,
          "the clock is changed there; add an offset such as +02:00");
    }
    return local.toInstant(offsets.get(0));
  }

  private static String choice(Parameter parameter, Object raw) {
    boolean later = parameter.traits().choicesLater();
    if (raw instanceof String text && (later || parameter.choices().contains(text))) {
      return text;
    }
    if (later) {
      throw wrong(raw, "a text", "write it in quotes");
    }
    throw wrong(
        raw,
        "one of its choices" + Suggestion.hint(String.valueOf(raw), parameter.choices()),
        "use one of " + String.join(", ", parameter.choices()));
  }

  private static void check(Parameter parameter, Object value, ZoneId zone) {
    Parameter.Checks checks = parameter.checks();
    if (checks.min() != null && compare(value, bound(parameter, checks.min(), zone)) < 0) {
      throw wrong(value, "at least " + checks.min(), "use " + checks.min() + " or more");
    }
    if (checks.max() != null && compare(value, bound(parameter, checks.max(), zone)) > 0) {
      throw wrong(value, "at most " + checks.max(), "use " + checks.max() + " or less");
    }
    if (value instanceof String text) {
      int length = text.codePointCount(0, text.length());
      if (checks.maxLength() != null && length > checks.maxLength()) {
        throw new IllegalArgumentException(
            "has %d characters; use at most %d".formatted(length, checks.maxLength()));
      }
      if (checks.pattern() != null && !Pattern.matches(checks.pattern(), text)) {
        throw wrong(value, "of the form " + checks.pattern(), "make it match");
      }
    }
  }

  /** Looks whether min and max are values of the parameter's type, and in order. */
  static void checkBounds(Parameter parameter) {
    Parameter.Checks checks = parameter.checks();
    Object min = bound("min", parameter, checks.min());
    Object max = bound("max", parameter, checks.max());
    if (min != null && max != null && compare(min, max) > 0) {
      throw new IllegalArgumentException(
          "min %s is above max %s; exchange them".formatted(checks.min(), checks.max()));
    }
  }

  private static Object bound(String which, Parameter parameter, Object raw) {
    try {
      return raw == null ? null : bound(parameter, raw, ZoneOffset.UTC);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(which + " " + e.getMessage(), e);
    }
  }

  private static Object bound(Parameter parameter, Object raw, ZoneId zone) {
    return typed(parameter, raw, zone);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // both come from typed(), with one ParameterType
  private static int compare(Object a, Object b) {
    return ((Comparable) a).compareTo(b);
  }

  private static IllegalArgumentException wrong(Object raw, String rule, String cure) {
    String shown = raw instanceof String text ? "\"" + text + "\"" : String.valueOf(raw);
    String cut = shown.length() > 80 ? shown.substring(0, 80) + "…" : shown;
    return new IllegalArgumentException("= %s is not %s; %s".formatted(cut, rule, cure));
  }

  private static String example(ParameterType type) {
    return switch (type) {
      case TEXT -> "\"some text\"";
      case INTEGER -> "12";
      case NUMBER -> "12.50";
      case BOOLEAN -> "true or false";
      case DATE -> "\"2026-11-21\"";
      case TIME -> "\"17:30\" or \"17:30:15\"";
      case TIMESTAMP -> "\"2026-11-21T17:30:00Z\", or without Z in the job's zone";
      case MONTH -> "\"2026-11\"";
      case CHOICE -> "one of the choices";
    };
  }
}
