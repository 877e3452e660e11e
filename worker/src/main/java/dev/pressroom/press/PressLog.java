package dev.pressroom.press;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where standard output and error of a press go: into the attempt's {@code press.log} while one
 * runs, to descriptor 2, which the worker reads, otherwise. Drops what exceeds the limit and says
 * so once. Safe for use by several threads; output is never an error of the report.
 */
final class PressLog extends OutputStream {
  private final OutputStream idle = new FileOutputStream(FileDescriptor.err);
  private OutputStream file;
  private long left;

  private PressLog() {}

  /** Puts it in the place of standard output and error. */
  static PressLog install() {
    PressLog log = new PressLog();
    PrintStream stream =
        new PrintStream(log, true, StandardCharsets.UTF_8) {
          /** A report that closes System.out would silence the jobs after it. */
          @Override
          public void close() {
            flush();
          }
        };
    System.setOut(stream);
    System.setErr(stream);
    return log;
  }

  /** From now on into this new file. */
  synchronized void open(Path path, long most) throws IOException {
    file = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    left = most;
  }

  /** Back to descriptor 2. */
  synchronized void close(Path path) {
    OutputStream ended = file;
    file = null;
    try {
      if (ended != null) {
        ended.close();
        if (Files.size(path) == 0) {
          Files.delete(path);
        }
      }
    } catch (IOException e) {
      // What was written stays; there is nothing to do about the rest.
      left = 0;
    }
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    try {
      if (file == null) {
        idle.write(bytes, offset, length);
      } else if (left >= length) {
        file.write(bytes, offset, length);
        left -= length;
      } else if (left >= 0) {
        file.write(bytes, offset, (int) left);
        file.write(
            "\n[the log's limit is reached; the rest is dropped]\n"
                .getBytes(StandardCharsets.UTF_8));
        left = -1;
      }
    } catch (IOException e) {
      left = -1;
    }
  }
}
