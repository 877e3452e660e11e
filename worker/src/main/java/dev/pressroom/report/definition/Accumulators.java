package dev.pressroom.report.definition;

import dev.pressroom.report.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.Set;

/** The kinds of totals. Arithmetic is exact: a sum of cents is a sum of cents. */
final class Accumulators {
  private Accumulators() {}

  /** Sums; stays in longs as long as they hold it. */
  static final class Sum implements Accumulator {
    private boolean any;
    private long whole;
    private BigDecimal exact;
    private String currency;

    @Override
    public void add(Object value) {
      currency = sameCurrency(any, currency, value);
      any = true;
      if (value instanceof Long || value instanceof Integer) {
        long number = ((Number) value).longValue();
        long sum = whole + number;
        if (((whole ^ sum) & (number ^ sum)) < 0) {
          exact = (exact == null ? BigDecimal.ZERO : exact).add(BigDecimal.valueOf(whole));
          whole = number;
        } else {
          whole = sum;
        }
      } else {
        BigDecimal number = number(value);
        exact = exact == null ? number : exact.add(number);
      }
    }

    @Override
    public Object result() {
      if (!any) {
        return null;
      }
      if (exact == null) {
        return whole;
      }
      BigDecimal sum = exact.add(BigDecimal.valueOf(whole));
      return currency == null ? sum : new Money(sum, currency);
    }
  }

  /** Counts values that are not null. */
  static final class Count implements Accumulator {
    private long count;

    @Override
    public void add(Object value) {
      count++;
    }

    @Override
    public Object result() {
      return count;
    }
  }

  /** The mean of the values that are not null, to four decimals more than theirs, at least six. */
  static final class Average implements Accumulator {
    private final Sum sum = new Sum();
    private long count;

    @Override
    public void add(Object value) {
      sum.add(value);
      count++;
    }

    @Override
    public Object result() {
      Object total = sum.result();
      if (total == null) {
        return null;
      }
      BigDecimal exact = number(total);
      BigDecimal mean =
          exact.divide(
              BigDecimal.valueOf(count), Math.max(6, exact.scale() + 4), RoundingMode.HALF_UP);
      return total instanceof Money money ? new Money(mean, money.currency()) : mean;
    }
  }

  /** The least or the greatest value. */
  static final class Extreme implements Accumulator {
    private final int sign;
    private String currency;
    private Object best;

    Extreme(int sign) {
      this.sign = sign;
    }

    @Override
    public void add(Object value) {
      currency = sameCurrency(best != null, currency, value);
      if (best == null || compare(value, best) * sign > 0) {
        best = value;
      }
    }

    @Override
    public Object result() {
      return best;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // of one class, which is looked at first
    private static int compare(Object a, Object b) {
      if (isNumber(a) && isNumber(b)) {
        return number(a).compareTo(number(b));
      }
      if (a instanceof Comparable comparable && a.getClass() == b.getClass()) {
        return comparable.compareTo(b);
      }
      throw new IllegalArgumentException(
          "cannot compare %s with %s".formatted(described(a), described(b)));
    }
  }

  /** How many different values there are. */
  static final class Distinct implements Accumulator {
    /** Each is kept in memory; a report must not grow with its rows. */
    private static final int MOST = 100_000;

    private final Set<Object> seen = new HashSet<>();

    @Override
    public void add(Object value) {
      seen.add(GroupKey.comparable(value));
      if (seen.size() > MOST) {
        throw new IllegalArgumentException(
            "has more than %d different values; count them in the SQL instead, with count(distinct …)"
                .formatted(MOST));
      }
    }

    @Override
    public Object result() {
      return (long) seen.size();
    }
  }

  private static boolean isNumber(Object value) {
    return value instanceof Number || value instanceof Money;
  }

  private static BigDecimal number(Object value) {
    if (value instanceof BigDecimal exact) {
      return exact;
    }
    if (value instanceof Money money) {
      return money.amount();
    }
    if (value instanceof Long || value instanceof Integer) {
      return BigDecimal.valueOf(((Number) value).longValue());
    }
    if (value instanceof Double binary && Double.isFinite(binary)) {
      return BigDecimal.valueOf(binary);
    }
    throw new IllegalArgumentException("needs numbers and has " + described(value));
  }

  private static String described(Object value) {
    String text = String.valueOf(value);
    return "the %s \"%s\""
        .formatted(
            value.getClass().getSimpleName(), text.length() > 40 ? text.substring(0, 40) : text);
  }

  private static String sameCurrency(boolean any, String currency, Object value) {
    String now = value instanceof Money money ? money.currency() : null;
    if (any && currency != null && now != null && !currency.equals(now)) {
      throw new IllegalArgumentException(
          "adds %s to %s; group by the currency, or leave the total out".formatted(now, currency));
    }
    return now;
  }
}
