package dev.pressroom.report.definition;

/** One running total of one column over one group. */
interface Accumulator {
  /**
   * Takes one value.
   *
   * @param value never null: nulls count for nothing
   * @throws IllegalArgumentException if it cannot be totalled; says why, to go on after "total sum"
   */
  void add(Object value);

  /** The total so far; null if there was no value (a count is 0 then). */
  Object result();
}
