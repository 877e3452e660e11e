package dev.pressroom.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a file that may be long. */
final class LogTail {
  private static final int MOST_BYTES = 256 * 1024;

  private LogTail() {}

  /**
   * Its last lines.
   *
   * @throws java.io.FileNotFoundException if it is not there
   */
  static List<String> of(Path file, int lines) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      long start = Math.max(0, open.length() - MOST_BYTES);
      open.seek(start);
      byte[] end = new byte[(int) Math.min(MOST_BYTES, open.length() - start)];
      open.readFully(end);
      List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
      return all.subList(Math.max(0, all.size() - lines), all.size());
    }
  }
}
