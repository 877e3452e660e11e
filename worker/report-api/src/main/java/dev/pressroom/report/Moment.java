package dev.pressroom.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Defaults that are computed from the job's moment in its zone. */
enum Moment {
  NOW("now", ParameterType.TIMESTAMP, ZonedDateTime::toInstant),
  TIME_NOW("now", ParameterType.TIME, now -> now.toLocalTime().truncatedTo(ChronoUnit.SECONDS)),
  TODAY("today", ParameterType.DATE, ZonedDateTime::toLocalDate),
  YESTERDAY("yesterday", ParameterType.DATE, now -> now.toLocalDate().minusDays(1)),
  TOMORROW("tomorrow", ParameterType.DATE, now -> now.toLocalDate().plusDays(1)),
  START_OF_MONTH("startOfMonth", ParameterType.DATE, now -> month(now).atDay(1)),
  END_OF_MONTH("endOfMonth", ParameterType.DATE, now -> month(now).atEndOfMonth()),
  START_OF_PREVIOUS_MONTH(
      "startOfPreviousMonth", ParameterType.DATE, now -> month(now).minusMonths(1).atDay(1)),
  END_OF_PREVIOUS_MONTH(
      "endOfPreviousMonth", ParameterType.DATE, now -> month(now).minusMonths(1).atEndOfMonth()),
  START_OF_YEAR("startOfYear", ParameterType.DATE, now -> now.toLocalDate().withDayOfYear(1)),
  END_OF_YEAR("endOfYear", ParameterType.DATE, now -> LocalDate.of(now.getYear(), 12, 31)),
  START_OF_TODAY(
      "startOfToday",
      ParameterType.TIMESTAMP,
      now -> now.toLocalDate().atStartOfDay(now.getZone()).toInstant()),
  THIS_MONTH("thisMonth", ParameterType.MONTH, Moment::month),
  PREVIOUS_MONTH("previousMonth", ParameterType.MONTH, now -> month(now).minusMonths(1)),
  NEXT_MONTH("nextMonth", ParameterType.MONTH, now -> month(now).plusMonths(1)),
  MIDNIGHT("midnight", ParameterType.TIME, now -> LocalTime.MIDNIGHT);

  private final String spelling;
  private final ParameterType type;
  private final Function<ZonedDateTime, Object> value;

  Moment(String spelling, ParameterType type, Function<ZonedDateTime, Object> value) {
    this.spelling = spelling;
    this.type = type;
    this.value = value;
  }

  private static YearMonth month(ZonedDateTime now) {
    return YearMonth.from(now);
  }

  static Optional<Moment> named(ParameterType type, Object raw) {
    return EnumSet.allOf(Moment.class).stream()
        .filter(m -> m.type == type && m.spelling.equals(raw))
        .findFirst();
  }

  static List<String> namesFor(ParameterType type) {
    return Arrays.stream(values()).filter(m -> m.type == type).map(m -> m.spelling).toList();
  }

  Object at(Instant asOf, ZoneId zone) {
    return value.apply(asOf.atZone(zone));
  }
}
