package dev.pressroom.render.pdf;

import dev.pressroom.pdf.FontFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The bundled fonts, each read once per process when it is first needed. For any thread. */
final class Typeface {
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
