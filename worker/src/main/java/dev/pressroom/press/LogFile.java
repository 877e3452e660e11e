package dev.pressroom.press;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A log of bounded size of which beginning and end are kept: how a report set out, and what it said
 * last. Whatever is left out between them is counted in a line of its own.
 *
 * <p>The file is in order at any time, so that it can be read while it grows and after its writer
 * was killed: when it is full, the last quarter is moved up to the first half. Needs no memory that
 * grows with the limit. For one thread at a time.
 */
final class LogFile implements Closeable {
  /** Below this the line that counts would be longer than what it stands for. */
  static final long SMALLEST = 1024;

  private static final int CHUNK = 8192;

  /** Not a channel: those are closed when a report's thread is interrupted while it prints. */
  private final RandomAccessFile file;

  private long most;
  private String setBy;
  private long written;

  /**
   * @param most bytes that the file may have
   * @param setBy which setting says so
   */
  LogFile(Path path, long most, String setBy) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "rw");
    this.most = Math.max(SMALLEST, most);
    this.setBy = setBy;
  }

  /** Has no effect if it may only have less already. */
  void atMost(long bytes, String saidBy) {
    if (bytes < most) {
      most = Math.max(SMALLEST, bytes);
      setBy = saidBy;
    }
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    int left = length;
    while (left > 0) {
      long room = most - file.getFilePointer();
      if (room <= 0) {
        compact();
      } else {
        int now = (int) Math.min(room, left);
        file.write(bytes, at, now);
        written += now;
        at += now;
        left -= now;
      }
    }
  }

  private void compact() throws IOException {
    long head = most / 2;
    long end = file.getFilePointer();
    long from = end - most / 4;
    byte[] chunk = new byte[CHUNK];
    from += restOfLine(chunk, from, end);
    byte[] line =
        "\n[%12d bytes of the log are left out here; %s keeps %d]\n"
            .formatted(written - head - (end - from), setBy, most)
            .getBytes(StandardCharsets.UTF_8);
    long to = head;
    file.seek(to);
    file.write(line);
    to += line.length;
    while (from < end) {
      file.seek(from);
      int read = file.read(chunk, 0, (int) Math.min(CHUNK, end - from));
      if (read < 0) {
        // Somebody else has cut the file.
        break;
      }
      file.seek(to);
      file.write(chunk, 0, read);
      from += read;
      to += read;
    }
    file.setLength(to);
    file.seek(to);
  }

  /** So that the end begins with a whole line, if lines are not very long. */
  private int restOfLine(byte[] chunk, long from, long end) throws IOException {
    file.seek(from);
    int read = file.read(chunk, 0, (int) Math.min(CHUNK, (end - from) / 2));
    for (int i = 0; i < read; i++) {
      if (chunk[i] == '\n') {
        return i + 1;
      }
    }
    return 0;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
