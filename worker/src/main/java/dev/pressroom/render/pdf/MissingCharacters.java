package dev.pressroom.render.pdf;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Tells once about each character that no font has, and at some point stops telling. */
final class MissingCharacters {
  /**
   * A report in a script that is not covered would otherwise fill its outcome with its alphabet.
   */
  private static final int MOST = 50;

  private final Set<Integer> told = new HashSet<>();
  private final Consumer<String> warnings;

  MissingCharacters(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  void tell(int codePoint) {
    if (told.size() > MOST || !told.add(codePoint)) {
      return;
    }
    warnings.accept(
        told.size() > MOST
            ? "more than " + MOST + " characters are not in any configured font; shown as □"
            : "U+%04X \"%s\" is not in any configured font; shown as □"
                .formatted(codePoint, shown(codePoint)));
  }

  private static String shown(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE
        ? "half a character"
        : Character.toString(codePoint);
  }
}
