package dev.pressroom.notation;

import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;

/** Languages as written: tags such as {@code en}, {@code de-CH}, {@code gsw}. */
public final class Languages {
  /** The end of a sentence that begins with what was written. */
  public static final String RULE = "is not a language's tag; write one such as de-CH or en";

  private Languages() {}

  /** Empty if the text is no tag, or one of a language that Java does not know. */
  public static Optional<Locale> read(String text) {
    try {
      return Optional.of(new Locale.Builder().setLanguageTag(text).build())
          .filter(locale -> isKnown(locale.getLanguage()));
    } catch (IllformedLocaleException e) {
      return Optional.empty();
    }
  }

  /**
   * The list of Java has the languages of two letters only; some of three have formats all the
   * same.
   */
  private static boolean isKnown(String language) {
    return Arrays.asList(Locale.getISOLanguages()).contains(language)
        || Arrays.stream(Locale.getAvailableLocales())
            .anyMatch(locale -> !language.isEmpty() && locale.getLanguage().equals(language));
  }
}
