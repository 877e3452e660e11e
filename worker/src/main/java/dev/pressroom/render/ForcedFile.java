package dev.pressroom.render;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A new file that is written once, from front to back, and counts as there only after {@link
 * #finish} has forced it. Takes the digest as the bytes pass. For one thread.
 */
public final class ForcedFile extends OutputStream {
  private final Path path;
  private final FileChannel channel;
  private final MessageDigest digest;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
  private long bytes;

  /**
   * @throws IOException if the file exists or cannot be made
   */
  public ForcedFile(Path path) throws IOException {
    this.path = path;
    this.channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void write(int b) throws IOException {
    if (!buffer.hasRemaining()) {
      drain();
    }
    buffer.put((byte) b);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (!buffer.hasRemaining()) {
        drain();
      }
      int now = Math.min(left, buffer.remaining());
      buffer.put(source, from, now);
      from += now;
      left -= now;
    }
  }

  private void drain() throws IOException {
    buffer.flip();
    digest.update(buffer.array(), 0, buffer.limit());
    bytes += buffer.limit();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  /** How many bytes have come so far. */
  public long bytes() {
    return bytes + buffer.position();
  }

  /**
   * Writes what is left, forces the file and closes it.
   *
   * @param pages for the result
   */
  public Rendered finish(long pages) throws IOException {
    try (channel) {
      drain();
      channel.force(true);
    }
    return new Rendered(path, bytes, pages, HexFormat.of().formatHex(digest.digest()));
  }

  /** Closes the file as it is: neither the buffer is written nor anything forced. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + path, e);
    }
  }
}
