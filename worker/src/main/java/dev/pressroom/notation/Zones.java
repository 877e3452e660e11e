package dev.pressroom.notation;

import dev.pressroom.report.Suggestion;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** Time zones as written. */
public final class Zones {
  /** The end of a sentence that begins with what was written. */
  public static final String RULE = "is not a time zone; write one such as Europe/Zurich or UTC";

  private Zones() {}

  /**
   * A region, or a fixed distance from UTC such as {@code +01:00}. Empty if the text is neither.
   */
  public static Optional<ZoneId> read(String text) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * A name of the IANA's list, which knows about daylight saving.
   *
   * @throws IllegalArgumentException if it is none, with the nearest one
   */
  public static ZoneId region(String text) {
    Set<String> known = ZoneId.getAvailableZoneIds();
    if (!known.contains(text)) {
      throw new IllegalArgumentException(
          "\"%s\" is not a time zone%s; write one such as Europe/Zurich, America/New_York or UTC"
              .formatted(text, Suggestion.hint(text, known)));
    }
    return ZoneId.of(text);
  }
}
