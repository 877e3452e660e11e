package dev.pressroom.schedule;

import dev.pressroom.report.Suggestion;
import java.util.List;

/** What is done about fires that nobody was there for. */
public enum Misfire {
  /** One job for all of them, as of the latest. */
  FIRE_ONCE("fire once"),
  /** None; the next fire is on time again. */
  SKIP("skip");

  private final String text;

  Misfire(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  static Misfire parse(String text) {
    for (Misfire policy : values()) {
      if (policy.text.equals(text)) {
        return policy;
      }
    }
    List<String> known = List.of(FIRE_ONCE.text, SKIP.text);
    throw new IllegalArgumentException(
        "\"%s\" is not a policy%s; one of: %s"
            .formatted(text, Suggestion.hint(text, known), String.join(", ", known)));
  }
}
