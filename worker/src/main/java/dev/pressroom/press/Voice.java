package dev.pressroom.press;

import java.io.IOException;
import java.io.OutputStream;

/**
 * What a press says to its worker. Safe for use by several threads: lines never mix. If nobody
 * listens any more, the press ends.
 */
final class Voice {
  private final OutputStream out;
  private boolean closed;

  Voice(OutputStream out) {
    this.out = out;
  }

  void say(Line line) {
    say(line.bytes());
  }

  /**
   * @param line with its line feed; made beforehand where there may be no memory to make it
   */
  synchronized void say(byte[] line) {
    if (closed) {
      return;
    }
    try {
      out.write(line);
    } catch (IOException e) {
      PressExit.INPUT_CLOSED.halt();
    }
  }

  /** Says this and nothing more. */
  synchronized void lastWords(byte[] line) {
    say(line);
    closed = true;
  }
}
