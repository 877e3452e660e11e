package dev.pressroom.schedule;

import dev.pressroom.report.Suggestion;
import java.time.ZoneId;
import java.util.Set;

/** Time zones by the names of the IANA's list, which know about daylight saving. Stateless. */
final class Zones {
  private Zones() {}

  static ZoneId parse(String text) {
    Set<String> known = ZoneId.getAvailableZoneIds();
    if (!known.contains(text)) {
      throw new IllegalArgumentException(
          "\"%s\" is not a time zone%s; write one such as Europe/Zurich, America/New_York or UTC"
              .formatted(text, Suggestion.hint(text, known)));
    }
    return ZoneId.of(text);
  }
}
