package dev.pressroom.cli;

/** The few colours of a terminal that mean something here. */
enum Colour {
  NONE(""),
  GOOD("32"),
  BAD("31;1"),
  CARE("33"),
  BUSY("36"),
  FAINT("2"),
  STRONG("1");

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  String of(String text) {
    return code.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }

  /** What a state, or a word that stands where a state may, looks like. */
  static Colour forState(String text) {
    String word = text.split("[ (]", 2)[0];
    return switch (word) {
      case "succeeded", "ok", "healthy" -> GOOD;
      case "failed", "corrupt", "harmful", "lost", "silent" -> BAD;
      case "cancelled", "paused", "scheduled", "prepared", "unserved" -> CARE;
      case "running", "stopping" -> BUSY;
      default -> NONE;
    };
  }
}
