package dev.pressroom.press;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Says why the press is about to end in the middle of a job: somebody called {@code System.exit},
 * memory ran out where nobody could catch it, or what the job did cannot be recorded. The words for
 * the latter are made before each job, while there is memory for them.
 *
 * <p>Safe for use by several threads.
 */
final class LastWords {
  private static final int LONGEST = 8_000;

  private final Voice voice;
  private volatile Assignment assignment;
  private volatile byte[] outOfMemory = Line.say("dying").with("how", "out-of-memory").bytes();

  private LastWords(Voice voice) {
    this.voice = voice;
  }

  static LastWords install(Voice voice) {
    LastWords words = new LastWords(voice);
    // The press itself halts, and the signals that run hooks are ignored: only System.exit is left.
    Runtime.getRuntime().addShutdownHook(new Thread(words::exitCalled, "pressroom-last-words"));
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> {
          if (e instanceof OutOfMemoryError) {
            words.outOfMemory();
          }
          System.err.print("uncaught in the thread \"" + thread.getName() + "\": ");
          e.printStackTrace();
        });
    return words;
  }

  void of(Assignment next) {
    assignment = next;
    outOfMemory = next.about("dying").with("how", "out-of-memory").bytes();
  }

  /** Ends the press. */
  void outOfMemory() {
    voice.lastWords(outOfMemory);
    PressExit.OUT_OF_MEMORY.halt();
  }

  /** Ends the press, which cannot go on for a reason that people should know. */
  void unable(String why) {
    say("unable", why);
    PressExit.FAULT.halt();
  }

  private void exitCalled() {
    say("exit", caller());
  }

  private void say(String how, String message) {
    Assignment at = assignment;
    Line line = at == null ? Line.say("dying") : at.about("dying");
    voice.lastWords(
        line.with("how", how)
            .with("message", message.substring(0, Math.min(message.length(), LONGEST)))
            .bytes());
  }

  /** The stack of the thread that stands in {@code Runtime.exit}. */
  private static String caller() {
    for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
      List<StackTraceElement> stack = Arrays.asList(entry.getValue());
      for (int i = 0; i < stack.size(); i++) {
        StackTraceElement frame = stack.get(i);
        if (frame.getClassName().equals("java.lang.Runtime")
            && frame.getMethodName().equals("exit")) {
          StringBuilder text = new StringBuilder();
          stack.subList(i, stack.size()).forEach(at -> text.append("at ").append(at).append('\n'));
          return text.toString();
        }
      }
    }
    return "";
  }
}
