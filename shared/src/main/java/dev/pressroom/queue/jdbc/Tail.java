package dev.pressroom.queue.jdbc;

import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.queue.Claim;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The end of what a press wrote, for readers on other machines. */
final class Tail {
  /** In bytes: enough for a stack trace and what led to it. */
  private static final int LONGEST = 32 << 10;

  private Tail() {}

  /** Null if nothing was written, or it cannot be read: nobody fails for want of a log. */
  static String of(Claim claim) {
    Path log = new JobDirectory(claim.directory()).pressLog(claim.attempt().number());
    if (!log.toFile().exists()) {
      return null;
    }
    try (SeekableByteChannel channel = Files.newByteChannel(log)) {
      long from = Math.max(0, channel.size() - LONGEST);
      channel.position(from);
      ByteBuffer buffer = ByteBuffer.allocate((int) (channel.size() - from));
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // A short read is followed by another.
      }
      String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
      // No database takes a NUL character.
      return text.isEmpty() ? null : text.replace('\0', '\uFFFD');
    } catch (IOException e) {
      return null;
    }
  }
}
