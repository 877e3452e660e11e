package dev.pressroom.report;

/** Where a column's values stand in it. */
public enum Align {
  LEFT,
  CENTER,
  RIGHT
}
