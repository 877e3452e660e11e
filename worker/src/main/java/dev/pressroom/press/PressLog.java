package dev.pressroom.press;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where standard output and error of a press go: into the attempt's {@code press.log} while one
 * runs, to descriptor 2, which the worker reads, otherwise. Of a long log beginning and end are
 * kept ({@link LogFile}). Safe for use by several threads; output is never an error of the report.
 */
final class PressLog extends OutputStream {
  private final OutputStream idle = new FileOutputStream(FileDescriptor.err);
  private LogFile file;
  private boolean broken;

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
    file = new LogFile(path, most, "presses.logSize");
    broken = false;
  }

  /** The running attempt's report allows itself no more. */
  synchronized void atMost(long bytes, String saidBy) {
    if (file != null) {
      file.atMost(bytes, saidBy);
    }
  }

  /** Back to descriptor 2. */
  synchronized void close(Path path) {
    LogFile ended = file;
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
      broken = true;
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
      } else if (!broken) {
        file.write(bytes, offset, length);
      }
    } catch (IOException e) {
      broken = true;
    }
  }
}
