package dev.pressroom.render;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What all renderers of one attempt share.
 *
 * @param locale in which values are formatted; also the documents' language
 * @param zone in which instants are shown
 * @param created the moment that documents say they were made: the job's, not the clock's, so that
 *     the same job gives the same bytes
 * @param warnings takes a sentence for the job's outcome; called on the generating thread
 * @param stopRequested whether the attempt was asked to stop
 */
public record Rendering(
    Locale locale,
    ZoneId zone,
    Instant created,
    Consumer<String> warnings,
    BooleanSupplier stopRequested) {

  public Rendering {
    Objects.requireNonNull(locale, "locale");
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(created, "created");
    Objects.requireNonNull(warnings, "warnings");
    Objects.requireNonNull(stopRequested, "stopRequested");
  }
}
