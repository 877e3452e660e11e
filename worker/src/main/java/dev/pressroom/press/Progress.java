package dev.pressroom.press;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * Passes on how far the running report is: to the worker, and into the attempt's {@code
 * progress.json}, at most twice a second however often the report says so. The file is whole
 * whenever somebody looks, but not forced: it is of no use after a crash.
 *
 * <p>A thread of its own runs it; {@link #note} may be called from any and costs next to nothing.
 */
final class Progress implements Runnable {
  private static final long INTERVAL_MILLIS = 500;
  private static final int LONGEST_MESSAGE = 300;

  private final Voice voice;
  private volatile Step latest;
  private Assignment assignment;

  private record Step(long done, long total, String message) {}

  Progress(Voice voice) {
    this.voice = voice;
  }

  synchronized void begin(Assignment of) {
    latest = null;
    assignment = of;
  }

  void note(long done, long total, String message) {
    latest = new Step(done, total, message);
  }

  /** Passes on what is left; nothing is written after this returns. */
  synchronized void end() {
    pass();
    assignment = null;
  }

  @Override
  public void run() {
    while (true) {
      try {
        Thread.sleep(INTERVAL_MILLIS);
      } catch (InterruptedException e) {
        // Only a report can have done that; it does not stop its own progress.
        continue;
      }
      pass();
    }
  }

  private synchronized void pass() {
    Step step = latest;
    if (step == null || assignment == null) {
      return;
    }
    latest = null;
    String message =
        step.message() == null
            ? null
            : step.message().substring(0, Math.min(LONGEST_MESSAGE, step.message().length()));
    Line line = assignment.about("progress").with("done", step.done()).with("total", step.total());
    voice.say(line.with("message", message));
    write(
        Line.unsaid()
            .with("done", step.done())
            .with("total", step.total())
            .with("message", message)
            .with("at", Instant.now()));
  }

  private void write(Line line) {
    Path file = assignment.files().progress(assignment.attempt().number());
    Path growing = file.resolveSibling("progress.json.tmp");
    try {
      Files.write(growing, line.bytes());
      Files.move(growing, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Nobody fails for want of a progress bar.
      return;
    }
  }
}
