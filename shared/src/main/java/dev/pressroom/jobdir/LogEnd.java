package dev.pressroom.jobdir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The end of what a press wrote, for readers that cannot or need not have the whole. */
public final class LogEnd {
  /** In bytes: enough for a stack trace and what led to it. */
  private static final int LONGEST = 32 << 10;

  private LogEnd() {}

  /** Empty if nothing was written, or it cannot be read: nobody fails for want of a log. */
  public static Optional<String> of(Path log) {
    if (!Files.exists(log)) {
      return Optional.empty();
    }
    try (SeekableByteChannel channel = Files.newByteChannel(log)) {
      long from = Math.max(0, channel.size() - LONGEST);
      channel.position(from);
      ByteBuffer buffer = ByteBuffer.allocate((int) (channel.size() - from));
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // A short read is followed by another.
      }
      String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
