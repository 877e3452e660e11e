package dev.pressroom.submitter;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Files whose names are UTF-8 on disk, whatever encoding of file names this JVM was started with. A
 * host under {@code LANG=C} cannot write {@code Umsätze.pdf} as text; as the bytes of a URI it can.
 */
final class FileNames {
  private FileNames() {}

  /** What to do about a JVM that cannot name a file. */
  static String cure() {
    return "its encoding of file names is "
        + System.getProperty("sun.jnu.encoding")
        + "; start it with LC_ALL=C.UTF-8, or with another locale in UTF-8";
  }

  /**
   * The path of a file, made of its name's bytes: to be opened, not to be shown.
   *
   * @throws IOException if it is no plain file name
   */
  static Path resolve(Path folder, String name) throws IOException {
    return expressible(folder, name)
        ? folder.resolve(name)
        : Path.of(URI.create(uri(folder) + encoded(name)));
  }

  /** Whether the path's text is also its name, so that a host can pass it on. */
  static boolean expressible(Path folder, String name) throws IOException {
    if (name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || name.indexOf('/') >= 0
        || name.indexOf(0) >= 0) {
      throw new IOException("\"" + name + "\" is not a plain file name");
    }
    if (name.chars().allMatch(c -> c < 0x80)) {
      return true;
    }
    try {
      return folder.resolve(name).equals(Path.of(URI.create(uri(folder) + encoded(name))));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static String uri(Path folder) {
    String uri = folder.toUri().toString();
    return uri.endsWith("/") ? uri : uri + "/";
  }

  private static String encoded(String name) {
    StringBuilder text = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      text.append('%')
          .append(Character.forDigit((b >> 4) & 15, 16))
          .append(Character.forDigit(b & 15, 16));
    }
    return text.toString();
  }
}
