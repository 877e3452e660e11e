package dev.pressroom.render.xlsx;

import dev.pressroom.report.Format;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Locale;

/** Dates and times of one format as spreadsheets have them. For one thread. */
final class MomentCells {
  private final Format.Kind kind;
  private final ZoneId zone;
  private final MomentCode code;

  /** What a column without a format shows of each type. */
  private final MomentCode dates;

  private final MomentCode times;
  private final MomentCode months;

  MomentCells(Format format, Locale locale, ZoneId zone) {
    this.kind = format.kind();
    this.zone = zone;
    dates = MomentCode.dates(locale);
    times = MomentCode.times(locale);
    months = MomentCode.of("LLLL uuuu", locale);
    code =
        switch (kind) {
          case DATE -> dates;
          case TIME -> times;
          case TIMESTAMP, AUTO -> MomentCode.timestamps(locale);
          case DATE_PATTERN -> MomentCode.of(format.pattern().orElseThrow(), locale);
          default -> null;
        };
  }

  /** Null for what is no moment, or none that a spreadsheet shows so. */
  CellFormat.Typed of(Object value) {
    boolean auto = kind == Format.Kind.AUTO;
    if (value instanceof LocalDate date) {
      MomentCode shown = auto ? dates : code;
      return shown == null || shown.time() ? null : typed(shown, Serial.date(date));
    }
    if (value instanceof LocalTime time) {
      MomentCode shown = auto ? times : code;
      return shown == null || shown.date() ? null : typed(shown, Serial.time(time));
    }
    if (value instanceof YearMonth month) {
      MomentCode shown = auto ? months : code;
      boolean fits = shown != null && !shown.day() && !shown.time();
      return fits ? typed(shown, Serial.date(month.atDay(1))) : null;
    }
    if (value instanceof Instant instant) {
      return moment(LocalDateTime.ofInstant(instant, zone));
    }
    return value instanceof LocalDateTime local ? moment(local) : null;
  }

  /** Only the part that is shown, so that a filter for a day finds all of it. */
  private CellFormat.Typed moment(LocalDateTime local) {
    if (code == null) {
      return null;
    }
    if (!code.time()) {
      return typed(code, Serial.date(local.toLocalDate()));
    }
    return typed(code, code.date() ? Serial.moment(local) : Serial.time(local.toLocalTime()));
  }

  private static CellFormat.Typed typed(MomentCode code, String serial) {
    return serial == null ? null : new CellFormat.Typed(code.code(), serial);
  }
}
