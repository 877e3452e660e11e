package dev.pressroom.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How often this machine's kernel has killed a process for want of memory, as it says itself. */
final class KernelKills {
  private static final Path COUNTERS = Path.of("/proc/vmstat");
  private static final String NAME = "oom_kill ";

  private KernelKills() {}

  /** Counts those of containers, too; 0 where the kernel does not tell. */
  static long count() {
    try {
      for (String line : Files.readAllLines(COUNTERS)) {
        if (line.startsWith(NAME)) {
          return Long.parseLong(line.substring(NAME.length()).strip());
        }
      }
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
    return 0;
  }
}
