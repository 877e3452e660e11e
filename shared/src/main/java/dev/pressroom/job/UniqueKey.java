package dev.pressroom.job;

import java.time.Duration;

/**
 * What makes two requests the same job.
 *
 * @param value up to 200 characters
 * @param kind how long it holds
 * @param keep for {@link Kind#ONCE}: how long after the job's end; null otherwise
 */
public record UniqueKey(String value, Kind kind, Duration keep) {
  private static final Duration LONGEST = Duration.ofDays(3_660);

  /** How long a key holds. */
  public enum Kind {
    /** Submitting again returns the unfinished job. */
    WHILE_UNFINISHED("while-unfinished"),
    /** Submitting again returns the job until a stated time after it has ended. */
    ONCE("once");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  public UniqueKey {
    Texts.check("key.value", value, 200);
    if ((kind == Kind.ONCE) != (keep != null)) {
      throw new IllegalArgumentException(
          "key.keep belongs to keys of kind once, and they must state it");
    }
    if (keep != null && (keep.isNegative() || keep.compareTo(LONGEST) > 0)) {
      throw new IllegalArgumentException("key.keep is " + keep + "; it is 0 to 3660 days");
    }
  }

  public static UniqueKey whileUnfinished(String value) {
    return new UniqueKey(value, Kind.WHILE_UNFINISHED, null);
  }

  public static UniqueKey once(String value, Duration keep) {
    return new UniqueKey(value, Kind.ONCE, keep);
  }
}
