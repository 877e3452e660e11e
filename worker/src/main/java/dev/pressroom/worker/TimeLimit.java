package dev.pressroom.worker;

import dev.pressroom.notation.Units;
import dev.pressroom.press.Line;
import dev.pressroom.worker.config.PressSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * How long an attempt may take.
 *
 * @param setBy which setting that is, for messages
 * @param cure how a report gets more time
 */
record TimeLimit(Duration most, String setBy, String cure) {
  /** Long for a commit; a worker that is to end waits for it. */
  static final TimeLimit COMMIT = new TimeLimit(Duration.ofSeconds(60), "", "");

  private static final String LONGER =
      "give the job a longer timeout (up to the worker's presses.maxTimeout)";

  /**
   * What a job asks for or the default, but never more than the most.
   *
   * @param asked empty if it asks for none
   */
  static TimeLimit of(Optional<Duration> asked, PressSettings presses) {
    Duration time = asked.orElse(presses.timeout());
    if (time.compareTo(presses.maxTimeout()) > 0) {
      return new TimeLimit(
          presses.maxTimeout(),
          "presses.maxTimeout in the worker's configuration",
          "raise that, since the job asked for " + Units.text(time));
    }
    return new TimeLimit(
        time,
        asked.isPresent() ? "its job" : "presses.timeout in the worker's configuration",
        LONGER);
  }

  /** The lower of this and what the report says of itself, in a press's words. */
  TimeLimit tighter(Line found) {
    String setBy = found.textOrNull("timeSetBy");
    if (setBy == null || found.number("timeMillis") >= most.toMillis()) {
      return this;
    }
    return new TimeLimit(Duration.ofMillis(found.number("timeMillis")), setBy, "raise that");
  }

  String words() {
    return Units.text(most);
  }
}
