package dev.pressroom.job;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * What a parameter's value may be, in Java and in JSON, and the one way from the first to the
 * second.
 */
final class Values {
  static final int LONGEST_TEXT = 100_000;
  static final int LONGEST_LIST = 10_000;

  private Values() {}

  /**
   * Brings what a host hands over to what JSON can say: {@link String}, {@link Long}, {@link
   * BigInteger}, {@link BigDecimal}, {@link Boolean}, null, or a list of those.
   */
  static Object normalise(String name, Object value) {
    if (value instanceof Collection<?> collection) {
      return list(name, collection);
    }
    if (value instanceof Object[] array) {
      return list(name, Arrays.asList(array));
    }
    return scalar(name, value);
  }

  private static List<Object> list(String name, Collection<?> members) {
    if (members.size() > LONGEST_LIST) {
      throw new IllegalArgumentException(
          "parameter \"" + name + "\" has " + members.size() + " members; at most " + LONGEST_LIST);
    }
    List<Object> list = new ArrayList<>(members.size());
    for (Object member : members) {
      list.add(scalar(name, member));
    }
    return Collections.unmodifiableList(list);
  }

  private static Object scalar(String name, Object value) {
    if (value == null || value instanceof Boolean) {
      return value;
    }
    if (value instanceof CharSequence || value instanceof Character) {
      return text(name, value.toString());
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof Number number) {
      return number(name, number);
    }
    if (value instanceof LocalDate
        || value instanceof LocalTime
        || value instanceof LocalDateTime
        || value instanceof Instant
        || value instanceof YearMonth) {
      return value.toString();
    }
    if (value instanceof OffsetDateTime time) {
      return time.toInstant().toString();
    }
    if (value instanceof ZonedDateTime time) {
      return time.toInstant().toString();
    }
    throw new IllegalArgumentException(
        "parameter \""
            + name
            + "\" is a "
            + value.getClass().getName()
            + "; hand over text, a number, a boolean, an enum, a java.time date, time, month or"
            + " instant, or a list of those");
  }

  private static Object number(String name, Number number) {
    if (number instanceof Byte
        || number instanceof Short
        || number instanceof Integer
        || number instanceof Long) {
      return number.longValue();
    }
    if (number instanceof BigInteger big) {
      return big.bitLength() < Long.SIZE
          ? (Object) big.longValue()
          : sized(name, new BigDecimal(big));
    }
    if (number instanceof BigDecimal decimal) {
      // JSON does not tell 5 from a decimal without fraction: one form for both.
      return sized(name, decimal).scale() > 0 ? decimal : number(name, decimal.toBigIntegerExact());
    }
    double value = number.doubleValue();
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "parameter \"" + name + "\" is " + value + "; only finite numbers can be handed over");
    }
    return number(name, new BigDecimal(number.toString()));
  }

  /** An exponent of a billion is a few bytes in JSON and a gigabyte when it is written out. */
  private static BigDecimal sized(String name, BigDecimal number) {
    if (number.precision() > 200 || Math.abs((long) number.scale()) > 200) {
      throw new IllegalArgumentException(
          "parameter \"" + name + "\" is a number of more than 200 digits");
    }
    return number;
  }

  private static String text(String name, String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "parameter \""
              + name
              + "\" has "
              + text.length()
              + " characters; at most "
              + LONGEST_TEXT
              + " are allowed");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean lonely =
          Character.isHighSurrogate(c)
              ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(++i))
              : Character.isLowSurrogate(c);
      if (c == 0 || lonely) {
        throw new IllegalArgumentException(
            "parameter \""
                + name
                + "\" has "
                + (c == 0 ? "a NUL character" : "half of a surrogate pair")
                + " at position "
                + (i + 1)
                + ", which no database takes; remove it");
      }
    }
    return text;
  }

  static void checkScalar(String what, Object value) {
    if (scalar(what, value) == null) {
      throw new IllegalArgumentException(what + " has no value; leave the option out");
    }
  }
}
