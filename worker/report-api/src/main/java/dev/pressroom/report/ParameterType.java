package dev.pressroom.report;

/** What a parameter's value is, and the Java type in which a report gets it. */
public enum ParameterType {
  /** {@link String}. */
  TEXT,
  /** {@link Long}. */
  INTEGER,
  /** {@link java.math.BigDecimal}. */
  NUMBER,
  /** {@link Boolean}. */
  BOOLEAN,
  /** {@link java.time.LocalDate}, asked for as {@code 2026-11-21}. */
  DATE,
  /** {@link java.time.LocalTime}, asked for as {@code 17:30} or {@code 17:30:15}. */
  TIME,
  /**
   * {@link java.time.Instant}, asked for as {@code 2026-11-21T17:30:00Z}, or without offset in the
   * job's zone.
   */
  TIMESTAMP,
  /** {@link java.time.YearMonth}, asked for as {@code 2026-11}. */
  MONTH,
  /** {@link String}, one of the declared choices. */
  CHOICE
}
