package dev.pressroom.press;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Listens to the worker. A thread of its own runs it; the press's main thread takes what it is to
 * do. Ends the press when the input closes or is not the protocol.
 */
final class Orders implements Runnable {
  private final InputStream in;
  private final Silence silence;
  private final Voice voice;
  private final BlockingQueue<Line> waiting = new LinkedBlockingQueue<>();
  private PressRun current;

  Orders(InputStream in, Silence silence, Voice voice) {
    this.in = in;
    this.silence = silence;
    this.voice = voice;
  }

  @Override
  public void run() {
    try {
      for (Line line = Line.read(in); line != null; line = Line.read(in)) {
        silence.heard();
        take(line);
      }
    } catch (IOException | IllegalArgumentException e) {
      voice.lastWords(
          dying()
              .with("how", "unable")
              .with(
                  "message",
                  "something came over its descriptor 3 that no worker says ("
                      + e.getMessage()
                      + "); the report may have written there")
              .bytes());
      PressExit.FAULT.halt();
    }
    PressExit.INPUT_CLOSED.halt();
  }

  private synchronized Line dying() {
    return current == null ? Line.say("dying") : current.assignment().about("dying");
  }

  private void take(Line line) {
    switch (line.say()) {
      case "ping" -> silence.heard();
      case "stop" -> stop(line);
      case "commit" -> grant(line);
      case "exit" -> PressExit.ASKED.halt();
      case "hello", "run" -> waiting.add(line);
      default -> throw new IllegalArgumentException("\"" + line.say() + "\" is no order");
    }
  }

  private synchronized void stop(Line line) {
    // About another attempt: it ended before the order arrived.
    if (current != null && current.assignment().isMeantBy(line)) {
      current.stop();
    }
  }

  private synchronized void grant(Line line) {
    if (current != null && current.assignment().isMeantBy(line)) {
      current.grant();
    }
  }

  /** The settings; the first thing that is said. */
  Line hello() throws InterruptedException {
    return expect("hello");
  }

  /** The next attempt to run. */
  Assignment next() throws InterruptedException {
    return Assignment.of(expect("run"));
  }

  /** What a stop is about from now on; null for nothing. */
  synchronized void current(PressRun run) {
    current = run;
  }

  private Line expect(String what) throws InterruptedException {
    Line line = waiting.take();
    if (!line.say().equals(what)) {
      throw new IllegalArgumentException("\"" + line.say() + "\" came instead of " + what);
    }
    return line;
  }
}
