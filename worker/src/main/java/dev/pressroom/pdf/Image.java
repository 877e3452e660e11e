package dev.pressroom.pdf;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A picture as a document embeds it. A JPEG stays as it is; anything else is decoded and packed
 * again, its transparency apart.
 *
 * @param width in pixels; so height
 * @param space the colour space's name
 * @param packed whether the bytes are a JPEG
 * @param alpha one byte a pixel, or null
 */
public record Image(
    int width, int height, String space, boolean packed, byte[] bytes, byte[] alpha) {

  /**
   * Decodes a picture.
   *
   * @param file a PNG, JPEG or whatever else the platform reads
   * @throws IOException if it is none
   */
  public static Image of(byte[] file) throws IOException {
    BufferedImage read =
        ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)));
    if (read == null) {
      throw new IOException("it is of no kind that is known");
    }
    int width = read.getWidth();
    int height = read.getHeight();
    boolean jpeg = file[0] == (byte) 0xFF && file[1] == (byte) 0xD8;
    int components = read.getColorModel().getNumComponents();
    if (jpeg && (components == 1 || components == 3)) {
      return new Image(
          width, height, components == 1 ? "DeviceGray" : "DeviceRGB", true, file, null);
    }
    byte[] rgb = new byte[3 * width * height];
    byte[] alpha = read.getColorModel().hasAlpha() ? new byte[width * height] : null;
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      read.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        rgb[3 * at] = (byte) (row[x] >> 16);
        rgb[3 * at + 1] = (byte) (row[x] >> 8);
        rgb[3 * at + 2] = (byte) row[x];
        if (alpha != null) {
          alpha[at] = (byte) (row[x] >>> 24);
        }
      }
    }
    return new Image(width, height, "DeviceRGB", false, rgb, alpha);
  }

  /** The entries of its stream's dictionary. */
  Bytes entries(String colors) {
    Bytes entries = new Bytes().ascii("/Type/XObject/Subtype/Image/BitsPerComponent 8/Width ");
    entries.number(width).ascii("/Height ").number(height);
    return entries.ascii("/ColorSpace/" + colors);
  }
}
