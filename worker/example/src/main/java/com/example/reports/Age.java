package com.example.reports;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** How long something has been due. */
enum Age {
  NOT_DUE("Not due", 0),
  MONTH("1-30 days", 30),
  QUARTER("31-90 days", 90),
  OLDER("Older", Long.MAX_VALUE);

  final String title;
  private final long upToDays;

  Age(String title, long upToDays) {
    this.title = title;
    this.upToDays = upToDays;
  }

  static Age of(LocalDate due, LocalDate asAt) {
    long days = ChronoUnit.DAYS.between(due, asAt);
    for (Age age : values()) {
      if (days <= age.upToDays) {
        return age;
      }
    }
    throw new AssertionError("older than the oldest: " + days);
  }
}
