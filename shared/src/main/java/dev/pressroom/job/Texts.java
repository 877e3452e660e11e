package dev.pressroom.job;

/**
 * The one rule for free text in a job: bounded, and nothing that a terminal or a file name obeys.
 */
final class Texts {
  private Texts() {}

  static String check(String what, String value, int most) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(what + " is empty; leave it out or say something");
    }
    if (value.length() > most) {
      throw new IllegalArgumentException(
          what + " has " + value.length() + " characters; at most " + most + " are allowed");
    }
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        throw new IllegalArgumentException(
            what + " has a control character at position " + (i + 1) + "; remove it");
      }
      if (isHalf(value, i)) {
        throw new IllegalArgumentException(
            what + " has half of a surrogate pair at position " + (i + 1) + "; remove it");
      }
    }
    return value;
  }

  /** Whether half a character stands there, which nothing can write down. */
  static boolean isHalf(String text, int at) {
    char c = text.charAt(at);
    return Character.isHighSurrogate(c)
        ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
        : Character.isLowSurrogate(c)
            && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
