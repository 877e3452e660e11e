package dev.pressroom.press;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The processes that this one, and what it started, have started. */
final class Descendants {
  private static final Path TASKS = Path.of("/proc/self/task");

  private Descendants() {}

  static List<ProcessHandle> now() {
    if (!mayBeAny()) {
      return List.of();
    }
    try (Stream<ProcessHandle> all = ProcessHandle.current().descendants()) {
      return all.toList();
    }
  }

  /**
   * Linux tells the children of each thread. Asked after every job; looking through all processes
   * of the machine, as Java does, would cost milliseconds on a busy one.
   */
  private static boolean mayBeAny() {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(TASKS)) {
      for (Path thread : threads) {
        Path children = thread.resolve("children");
        try {
          if (Files.readAllBytes(children).length > 0) {
            return true;
          }
        } catch (NoSuchFileException e) {
          if (Files.exists(thread)) {
            // This kernel does not tell.
            return true;
          }
        }
      }
      return false;
    } catch (IOException | DirectoryIteratorException e) {
      return true;
    }
  }
}
