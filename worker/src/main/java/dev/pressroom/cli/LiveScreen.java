package dev.pressroom.cli;

import java.io.PrintWriter;
import java.util.List;

/**
 * A few lines at the end of a terminal that are drawn again and again. What was drawn last stays
 * there, also after Ctrl-C. For one thread.
 */
final class LiveScreen {
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintWriter out;
  private int drawn;

  LiveScreen(PrintWriter out) {
    this.out = out;
  }

  /**
   * Draws, in place of what was drawn before.
   *
   * @param height of the terminal: what does not fit is left out, or the terminal would scroll
   */
  void draw(List<String> lines, int height) {
    List<String> shown = lines.size() < height ? lines : lines.subList(0, height - 1);
    StringBuilder frame = new StringBuilder();
    if (drawn > 0) {
      frame.append("\u001b[").append(Math.min(drawn, height - 1)).append('A');
    }
    shown.forEach(line -> frame.append('\r').append(line).append(CLEAR_LINE).append('\n'));
    frame.append(CLEAR_BELOW);
    out.print(frame);
    out.flush();
    drawn = shown.size();
  }
}
