package dev.pressroom.worker.config;

import dev.pressroom.notation.Languages;
import dev.pressroom.notation.Zones;
import java.time.ZoneId;
import java.util.Locale;

/**
 * What jobs get that do not say.
 *
 * @param locale by which numbers and dates are written
 * @param timeZone that "today" is in
 */
public record JobSettings(Locale locale, ZoneId timeZone) {

  static JobSettings read(Section section) {
    JobSettings settings =
        new JobSettings(
            section.as("locale", Locale.ENGLISH, "en", Languages::read, Languages.RULE),
            section.as(
                "timeZone",
                ZoneId.systemDefault(),
                ZoneId.systemDefault().getId(),
                Zones::read,
                Zones.RULE));
    section.end();
    return settings;
  }
}
