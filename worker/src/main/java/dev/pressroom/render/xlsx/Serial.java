package dev.pressroom.render.xlsx;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/** Moments as spreadsheets count them: days, and parts of a day. Stateless. */
final class Serial {
  /** Spreadsheets count from the last days of 1899, Java from 1970. */
  private static final long DAYS_TO_1970 = 25569;

  /** 1 March 1900: some programs believe in a 29 February before it, others do not. */
  private static final long FIRST = 61;

  private static final int LAST_YEAR = 9999;
  private static final double MILLIS_OF_DAY = 86_400_000;
  private static final long NANOS_OF_MILLI = 1_000_000;

  private Serial() {}

  /** Null for a date that not every spreadsheet reads alike. */
  static String date(LocalDate date) {
    long day = date.toEpochDay() + DAYS_TO_1970;
    return day < FIRST || date.getYear() > LAST_YEAR ? null : Long.toString(day);
  }

  static String time(LocalTime time) {
    return Double.toString(time.toNanoOfDay() / NANOS_OF_MILLI / MILLIS_OF_DAY);
  }

  /** Null as for {@link #date}. */
  static String moment(LocalDateTime moment) {
    String day = date(moment.toLocalDate());
    if (day == null) {
      return null;
    }
    double part = moment.toLocalTime().toNanoOfDay() / NANOS_OF_MILLI / MILLIS_OF_DAY;
    return Double.toString(Long.parseLong(day) + part);
  }

  /** A length of time; null for a negative one, which spreadsheets do not show. */
  static String duration(long seconds) {
    return seconds < 0 ? null : Double.toString(seconds * 1000 / MILLIS_OF_DAY);
  }
}
