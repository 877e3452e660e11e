package dev.pressroom.press;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much of the machine's memory this process occupies, the heap and all that is beside it. */
final class Resident {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String FIELD = "VmRSS:";

  private Resident() {}

  /** In bytes; 0 where the system does not tell. */
  static long bytes() {
    try {
      for (String line : Files.readString(STATUS, StandardCharsets.ISO_8859_1).split("\n")) {
        if (line.startsWith(FIELD)) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
        }
      }
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
    return 0;
  }
}
