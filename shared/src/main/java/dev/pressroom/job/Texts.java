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
    }
    return value;
  }
}
