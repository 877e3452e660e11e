package dev.pressroom.report;

/**
 * A TrueType font, checked as far as its beginning. Immutable; two are equal only if they are the
 * same object, so that what was made of one can be found again.
 */
public final class Font {
  /** Enough for all scripts but the Chinese one. */
  public static final int MOST_BYTES = 4 << 20;

  private final String name;
  private final byte[] bytes;

  /**
   * @param name for messages
   * @throws IllegalArgumentException if it is none, or too large
   */
  public Font(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes.clone();
    if (bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException(name + " has more than 4 MB; use a smaller font");
    }
    boolean trueType =
        bytes.length > 12 && bytes[0] == 0 && bytes[1] == 1 && bytes[2] == 0 && bytes[3] == 0;
    if (!trueType) {
      throw new IllegalArgumentException(
          name + " is not a TrueType font; name a .ttf file (not .otf, .ttc or .woff)");
    }
  }

  public String name() {
    return name;
  }

  public byte[] bytes() {
    return bytes.clone();
  }
}
