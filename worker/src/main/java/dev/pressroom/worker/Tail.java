package dev.pressroom.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The last lines of what somebody wrote, however much it was. A thread of its own may {@link
 * #drain} into it while others look.
 */
final class Tail {
  private static final int MOST_BYTES = 12_000;
  private static final int MOST_LINES = 60;

  private final byte[] ring = new byte[MOST_BYTES];
  private long written;

  /** Takes everything until the end. */
  void drain(InputStream in) {
    byte[] buffer = new byte[4096];
    try {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        add(buffer, length);
      }
    } catch (IOException e) {
      // The process is gone, and its pipe with it.
      return;
    }
  }

  private synchronized void add(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      ring[(int) (written++ % MOST_BYTES)] = bytes[i];
    }
  }

  synchronized String text() {
    int length = (int) Math.min(written, MOST_BYTES);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = ring[(int) ((written - length + i) % MOST_BYTES)];
    }
    return lastLines(new String(bytes, StandardCharsets.UTF_8));
  }

  /** Of a file, which may be anything: it was written by a press. Empty if it cannot be read. */
  static String of(Path file) {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return "";
      }
      try (SeekableByteChannel channel =
          Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
        ByteBuffer end = ByteBuffer.allocate((int) Math.min(MOST_BYTES, channel.size()));
        channel.position(channel.size() - end.capacity());
        int read;
        do {
          read = channel.read(end);
        } while (read > 0);
        return lastLines(new String(end.array(), 0, end.position(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      return "";
    }
  }

  private static String lastLines(String text) {
    List<String> lines = Arrays.asList(text.stripTrailing().split("\n", -1));
    return String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
  }
}
