package dev.pressroom.job;

/**
 * Attempt <i>n</i> of <i>m</i>. The number only ever grows, names the attempt's directory, and is
 * the fencing token: an outcome counts only for the number that stands. The number 0 is a job that
 * was never claimed.
 *
 * @param number the attempt, counted from 1
 * @param allowed how many are allowed
 */
public record Attempt(int number, int allowed) {
  private static final int MOST = 99_999;

  public Attempt {
    if (number < 0 || number > MOST || allowed < 1 || allowed > MOST) {
      throw new IllegalArgumentException(
          "attempt " + number + " of " + allowed + " is out of range; both go up to " + MOST);
    }
  }

  /** What a claim makes. */
  public Attempt next() {
    return new Attempt(number + 1, allowed);
  }

  /** What a release makes: the attempt does not count, and its number is not used again. */
  public Attempt released() {
    return new Attempt(number, allowed + 1);
  }

  /** Whether no further attempt is allowed after this one. */
  public boolean last() {
    return number >= allowed;
  }

  @Override
  public String toString() {
    return number + " of " + allowed;
  }
}
