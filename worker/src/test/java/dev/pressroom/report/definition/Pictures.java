package dev.pressroom.report.definition;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;

/** Pictures for tests. */
public final class Pictures {
  private Pictures() {}

  /** A black one. */
  public static byte[] png(int width, int height) throws IOException {
    return of("png", width, height);
  }

  /** One in a format that the platform writes. */
  public static byte[] of(String format, int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
    return bytes.toByteArray();
  }

  /** The first bytes of a PNG, which say how large it is. */
  public static byte[] header(int width, int height) {
    return ByteBuffer.allocate(64)
        .putLong(0x89504E470D0A1A0AL)
        .putInt(13)
        .putInt(0x49484452)
        .putInt(width)
        .putInt(height)
        .array();
  }
}
