package dev.pressroom.render.pdf;

import dev.pressroom.pdf.FontFile;
import dev.pressroom.report.Font;
import dev.pressroom.report.ReportException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The bundled fonts, each read once per process when it is first needed, and those of themes. For
 * any thread.
 */
final class Typeface {
  /** Those of themes; forgotten with the definitions that hold the files. */
  private static final Map<Font, FontFile> OF_THEMES = new WeakHashMap<>();

  private Typeface() {}

  private static final class Regular {
    static final FontFile FILE = load("LiberationSans-Regular.ttf");
  }

  private static final class Bold {
    static final FontFile FILE = load("LiberationSans-Bold.ttf");
  }

  static FontFile regular() {
    return Regular.FILE;
  }

  static FontFile bold() {
    return Bold.FILE;
  }

  /**
   * A theme's font, read once for as long as the theme is used.
   *
   * @throws ReportException permanent, if it cannot be read
   */
  static FontFile of(Font font) {
    synchronized (OF_THEMES) {
      return OF_THEMES.computeIfAbsent(font, Typeface::read);
    }
  }

  private static FontFile read(Font font) {
    try {
      return FontFile.read(font.bytes());
    } catch (IOException | RuntimeException e) {
      throw ReportException.permanent(
          font.name() + " cannot be read as a TrueType font: " + e.getMessage(), e);
    }
  }

  private static FontFile load(String name) {
    try (InputStream in = Typeface.class.getResourceAsStream("/dev/pressroom/fonts/" + name)) {
      if (in == null) {
        throw new IllegalStateException("font " + name + " is not in this program's jar");
      }
      return FontFile.read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the bundled font " + name, e);
    }
  }
}
