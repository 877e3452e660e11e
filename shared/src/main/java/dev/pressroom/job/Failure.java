package dev.pressroom.job;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Why an attempt failed, fit to be written down.
 *
 * @param message what a person reads first; one sentence or more, never empty
 * @param permanent whether trying again cannot help
 * @param place where in the report, or null
 * @param causes from the outermost to the root; empty if there was no exception
 * @param log the last lines that the press wrote; may be empty
 */
public record Failure(
    String message, boolean permanent, Place place, List<Cause> causes, String log) {
  /** A stack that goes deeper repeats itself; the file stays readable. */
  private static final int LONGEST_STACK = 20_000;

  /** A driver may put a whole statement, or a whole table, into its message. */
  private static final int LONGEST_MESSAGE = 10_000;

  private static final int MOST_CAUSES = 20;

  public Failure {
    message =
        message == null || message.isBlank()
            ? "failed without a message"
            : shortened(message, LONGEST_MESSAGE);
    causes = causes == null ? List.of() : List.copyOf(causes);
    log = log == null ? "" : log;
  }

  /** Never longer than that, so that what was shortened once stays as it is. */
  private static String shortened(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    String left = "… [the rest of " + text.length() + " characters is left out]";
    return cut(text, longest - left.length()) + left;
  }

  /** Half a character cannot be written down. */
  private static String cut(String text, int longest) {
    return text.length() <= longest
        ? text
        : text.substring(
            0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
  }

  /** A failure without an exception behind it. */
  public static Failure of(String message, boolean permanent) {
    return new Failure(message, permanent, null, List.of(), "");
  }

  /** The same failure with the press's last lines. */
  public Failure withLog(String lines) {
    return new Failure(message, permanent, place, causes, lines);
  }

  /** The chain of causes of an exception, each once, with its own stack trace. */
  public static List<Cause> causesOf(Throwable thrown) {
    return chainOf(thrown).stream().map(Cause::of).toList();
  }

  /** An exception and its causes, each once, from the outermost; not more than people read. */
  public static List<Throwable> chainOf(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable t = thrown; t != null && seen.add(t) && chain.size() < MOST_CAUSES; ) {
      chain.add(t);
      t = told(t::getCause, null);
    }
    return chain;
  }

  /** An exception may be of anybody's making, and fail when it is asked something. */
  private static <T> T told(Supplier<T> question, T otherwise) {
    try {
      return question.get();
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      return otherwise;
    }
  }

  /**
   * One exception of the chain. What is missing is empty: a press may have written anything.
   *
   * @param type the class's name
   * @param message may be empty
   * @param stack its frames, one a line
   */
  public record Cause(String type, String message, String stack) {
    public Cause {
      type = type == null ? "" : type;
      message = message == null ? "" : shortened(message, LONGEST_MESSAGE);
      stack = stack == null ? "" : cut(stack, LONGEST_STACK);
    }

    private static Cause of(Throwable thrown) {
      StringBuilder stack = new StringBuilder();
      StackTraceElement[] frames = told(thrown::getStackTrace, null);
      for (StackTraceElement frame : frames == null ? new StackTraceElement[0] : frames) {
        stack.append("at ").append(frame).append('\n');
      }
      String broken = "[its getMessage() failed]";
      return new Cause(
          thrown.getClass().getName(), told(thrown::getMessage, broken), stack.toString());
    }
  }

  /**
   * Where in the report.
   *
   * @param file relative to the reports' root, or null
   * @param line counted from 1; 0 if unknown
   * @param column counted from 1; 0 if unknown
   * @param sql the statement, or null
   * @param sqlPosition the character in it, counted from 1; 0 if unknown
   * @param row the row reached, counted from 1; 0 if none
   */
  public record Place(String file, int line, int column, String sql, int sqlPosition, long row) {}
}
