package dev.pressroom.report;

/**
 * A PNG or JPEG file, checked as far as that goes without decoding it. Immutable; two are equal
 * only if they are the same object, so that what was made of one can be found again.
 */
public final class Picture {
  /** A logo is smaller; more is a photograph by mistake. */
  public static final int MOST_BYTES = 1 << 20;

  /** Decoded, four bytes each; a small file can hold far more than a press has room for. */
  private static final long MOST_PIXELS = 16_000_000;

  private static final long PNG = 0x89504E470D0A1A0AL;

  private final String name;
  private final byte[] bytes;
  private final String mediaType;
  private final int width;
  private final int height;

  /**
   * @param name for messages
   * @throws IllegalArgumentException if it is neither, or too large
   */
  public Picture(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes.clone();
    if (bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException(name + " has more than 1 MB; make it smaller");
    }
    if (bytes.length > 24 && number(0, 8) == PNG) {
      mediaType = "image/png";
      width = (int) number(16, 4);
      height = (int) number(20, 4);
    } else {
      int frame = jpegFrame();
      mediaType = "image/jpeg";
      height = (int) number(frame + 5, 2);
      width = (int) number(frame + 7, 2);
    }
    if (width < 1 || height < 1 || (long) width * height > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "%s has %d times %d pixels; use 1 to 16 millions".formatted(name, width, height));
    }
  }

  /** Where the segment begins that says how large a JPEG is. */
  private int jpegFrame() {
    boolean jpeg = bytes.length > 4 && number(0, 2) == 0xFFD8;
    for (int at = 2; jpeg && at + 9 < bytes.length && number(at, 1) == 0xFF; ) {
      int marker = (int) number(at + 1, 1);
      boolean table = marker == 0xC4 || marker == 0xC8 || marker == 0xCC;
      if (marker >= 0xC0 && marker <= 0xCF && !table) {
        return at;
      }
      at += 2 + (int) number(at + 2, 2);
    }
    throw new IllegalArgumentException(name + " is not a PNG or JPEG file; convert it");
  }

  private long number(int at, int length) {
    long number = 0;
    for (int i = at; i < at + length; i++) {
      number = number << 8 | bytes[i] & 0xFF;
    }
    return number;
  }

  public String name() {
    return name;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** {@code image/png} or {@code image/jpeg}. */
  public String mediaType() {
    return mediaType;
  }

  /** How wide it is when it is so high. */
  public float widthAt(float wantedHeight) {
    return wantedHeight * width / height;
  }
}
