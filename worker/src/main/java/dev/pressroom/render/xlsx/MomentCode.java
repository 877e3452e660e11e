package dev.pressroom.render.xlsx;

import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.util.Locale;

/**
 * How spreadsheets spell a format of dates and times.
 *
 * @param code names of months and days are the job's language's
 * @param date whether it shows anything of a date
 * @param day whether it shows a day
 * @param time whether it shows anything of a time
 */
record MomentCode(String code, boolean date, boolean day, boolean time) {

  static MomentCode dates(Locale locale) {
    return localized(FormatStyle.MEDIUM, null, locale);
  }

  static MomentCode times(Locale locale) {
    return localized(null, FormatStyle.SHORT, locale);
  }

  static MomentCode timestamps(Locale locale) {
    return localized(FormatStyle.MEDIUM, FormatStyle.SHORT, locale);
  }

  private static MomentCode localized(FormatStyle date, FormatStyle time, Locale locale) {
    return of(
        DateTimeFormatterBuilder.getLocalizedDateTimePattern(
            date, time, IsoChronology.INSTANCE, locale),
        locale);
  }

  /**
   * A pattern of Java's.
   *
   * @return null if spreadsheets cannot show it
   */
  static MomentCode of(String pattern, Locale locale) {
    Reading reading = new Reading(pattern);
    if (!reading.understood() || reading.twelve != reading.halves) {
      return null;
    }
    String language = reading.names ? LocaleIds.prefix(locale) : "";
    return new MomentCode(language + reading.code, reading.date, reading.day, reading.time);
  }

  /** Goes through a pattern once. */
  private static final class Reading {
    private final String pattern;
    private final StringBuilder code = new StringBuilder();
    private boolean date;
    private boolean day;
    private boolean time;
    private boolean names;
    private boolean twelve;
    private boolean halves;

    Reading(String pattern) {
      this.pattern = pattern;
    }

    boolean understood() {
      int at = 0;
      while (at < pattern.length()) {
        char c = pattern.charAt(at);
        int end = at + 1;
        if (c == '\'') {
          end = quoted(at);
        } else if (Character.isLetter(c) && c < 0x80) {
          while (end < pattern.length() && pattern.charAt(end) == c) {
            end++;
          }
          if (!letters(c, end - at)) {
            return false;
          }
        } else if ("[]{}#".indexOf(c) >= 0) {
          return false;
        } else {
          literal(c);
        }
        at = end;
      }
      return true;
    }

    private int quoted(int from) {
      int at = from + 1;
      if (at < pattern.length() && pattern.charAt(at) == '\'') {
        literal('\'');
        return at + 1;
      }
      while (at < pattern.length()) {
        char c = pattern.charAt(at++);
        if (c != '\'') {
          literal(c);
        } else if (at < pattern.length() && pattern.charAt(at) == '\'') {
          literal('\'');
          at++;
        } else {
          return at;
        }
      }
      return at;
    }

    private void literal(char c) {
      boolean plain = c == ' ' || c == '-' || c == '.' || c == ':' || c == ',';
      code.append(plain ? "" : "\\").append(c);
    }

    private boolean letters(char letter, int count) {
      switch (letter) {
        case 'y', 'u' -> code.append(count == 2 ? "yy" : "yyyy");
        case 'M', 'L', 'E' -> {
          boolean weekday = letter == 'E';
          names |= weekday || count > 2;
          day |= weekday;
          code.append((weekday ? "d" : "m").repeat(weekday ? Math.max(3, count) : count));
        }
        case 'd' -> {
          day = true;
          code.append("d".repeat(count));
        }
        case 'H', 'h' -> {
          twelve |= letter == 'h';
          code.append("h".repeat(count));
        }
        case 'm', 's' -> code.append(String.valueOf(letter).repeat(count));
        case 'S' -> code.append("0".repeat(count));
        case 'a' -> {
          halves = true;
          code.append("AM/PM");
        }
        default -> {
          return false;
        }
      }
      boolean ofDate = "yuMLEd".indexOf(letter) >= 0;
      date |= ofDate;
      time |= !ofDate;
      int most = letter == 'E' || letter == 'y' || letter == 'u' ? 4 : letter == 'S' ? 3 : 2;
      boolean fits = count <= ("ML".indexOf(letter) >= 0 ? 5 : most);
      return fits && (letter != 'S' || code.toString().matches(".*s\\.0+"));
    }
  }
}
