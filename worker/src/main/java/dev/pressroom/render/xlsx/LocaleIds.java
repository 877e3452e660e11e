package dev.pressroom.render.xlsx;

import java.util.Locale;
import java.util.Map;

/**
 * The numbers by which spreadsheets know languages, as in MS-LCID. A language that is not here has
 * its months named in the reader's own.
 */
final class LocaleIds {
  private static final Map<String, String> BY_TAG =
      Map.ofEntries(
          Map.entry("bg", "402"),
          Map.entry("cs", "405"),
          Map.entry("da", "406"),
          Map.entry("de", "407"),
          Map.entry("de-AT", "C07"),
          Map.entry("de-CH", "807"),
          Map.entry("el", "408"),
          Map.entry("en", "409"),
          Map.entry("en-AU", "C09"),
          Map.entry("en-CA", "1009"),
          Map.entry("en-GB", "809"),
          Map.entry("es", "C0A"),
          Map.entry("es-MX", "80A"),
          Map.entry("et", "425"),
          Map.entry("fi", "40B"),
          Map.entry("fr", "40C"),
          Map.entry("fr-CA", "C0C"),
          Map.entry("fr-CH", "100C"),
          Map.entry("hr", "41A"),
          Map.entry("hu", "40E"),
          Map.entry("is", "40F"),
          Map.entry("it", "410"),
          Map.entry("it-CH", "810"),
          Map.entry("ja", "411"),
          Map.entry("ko", "412"),
          Map.entry("lt", "427"),
          Map.entry("lv", "426"),
          Map.entry("nb", "414"),
          Map.entry("nl", "413"),
          Map.entry("nl-BE", "813"),
          Map.entry("nn", "814"),
          Map.entry("no", "414"),
          Map.entry("pl", "415"),
          Map.entry("pt", "816"),
          Map.entry("pt-BR", "416"),
          Map.entry("ro", "418"),
          Map.entry("ru", "419"),
          Map.entry("sk", "41B"),
          Map.entry("sl", "424"),
          Map.entry("sv", "41D"),
          Map.entry("tr", "41F"),
          Map.entry("uk", "422"),
          Map.entry("zh", "804"),
          Map.entry("zh-TW", "404"));

  private LocaleIds() {}

  /** What a code begins with so that its names are in that language; empty if that is unknown. */
  static String prefix(Locale locale) {
    String language = locale.getLanguage();
    String id = BY_TAG.getOrDefault(language + "-" + locale.getCountry(), BY_TAG.get(language));
    return id == null ? "" : "[$-" + id + "]";
  }
}
