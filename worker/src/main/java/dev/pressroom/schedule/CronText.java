package dev.pressroom.schedule;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/**
 * Reads cron expressions as Quartz has them, and tells those who know cron from Unix. Stateless.
 */
final class CronText {
  /** Fits what stores remember of it, with its zone. */
  private static final int LONGEST = 400;

  private static final String[] DAYS = {"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"};
  private static final Pattern DAY_NUMBER = Pattern.compile("(?<![/0-9#])[0-7](?![0-9])");

  private CronText() {}

  static Times.Cron parse(String text, ZoneId zone) {
    String[] fields = text.strip().split("\\s+");
    if (fields.length == 5) {
      throw new IllegalArgumentException(
          "\"%s\" has the five fields of Unix; here seconds come first%s"
              .formatted(text, suggestion(fields)));
    }
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "cron has %d characters; at most %d are allowed".formatted(text.length(), LONGEST));
    }
    CronExpression expression;
    try {
      expression = new CronExpression(String.join(" ", fields));
    } catch (ParseException | RuntimeException e) {
      throw new IllegalArgumentException(
          ("\"%s\" is not a cron expression: %s; write second, minute, hour, day of the month, month,"
                  + " day of the week, and a year if you like, with ? for one of the days, as in"
                  + " 0 30 6 ? * MON-FRI")
              .formatted(text, withoutFullStop(e.getMessage())),
          e);
    }
    expression.setTimeZone(TimeZone.getTimeZone(zone));
    Times.Cron cron = new Times.Cron(expression, zone);
    if (cron.next(Instant.EPOCH).isEmpty()) {
      throw new IllegalArgumentException("\"" + text + "\" never fires; there is no such day");
    }
    return cron;
  }

  private static String withoutFullStop(String message) {
    return message == null ? "it cannot be read" : message.strip().replaceFirst("\\.$", "");
  }

  /** The same in the six fields of Quartz, where that can be said. */
  private static String suggestion(String[] unix) {
    String days = unix[4].toUpperCase(Locale.ROOT);
    boolean anyDate = unix[2].equals("*");
    boolean anyDay = days.equals("*");
    if (!anyDate && !anyDay) {
      return ", and a date and a day of the week cannot both be said; write two schedules";
    }
    String week =
        DAY_NUMBER.matcher(days).replaceAll((MatchResult day) -> DAYS[day.group().charAt(0) - '0']);
    return "; write "
        + String.join(
            " ", "0", unix[0], unix[1], anyDay ? unix[2] : "?", unix[3], anyDay ? "?" : week);
  }
}
