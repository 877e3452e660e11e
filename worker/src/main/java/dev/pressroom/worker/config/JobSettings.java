package dev.pressroom.worker.config;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;

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
            section.as(
                "locale",
                Locale.ENGLISH,
                "en",
                JobSettings::locale,
                "is not a locale; write a language and perhaps a country, as in de or de-CH"),
            section.as(
                "timeZone",
                ZoneId.systemDefault(),
                ZoneId.systemDefault().getId(),
                JobSettings::zone,
                "is not a time zone; name it by region, as in Europe/Berlin, or UTC"));
    section.end();
    return settings;
  }

  private static Optional<Locale> locale(String text) {
    try {
      Locale locale = new Locale.Builder().setLanguageTag(text).build();
      return Optional.of(locale)
          .filter(known -> Arrays.asList(Locale.getISOLanguages()).contains(known.getLanguage()));
    } catch (IllformedLocaleException e) {
      return Optional.empty();
    }
  }

  private static Optional<ZoneId> zone(String text) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
