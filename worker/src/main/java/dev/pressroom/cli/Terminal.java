package dev.pressroom.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the output goes to.
 *
 * @param person whether it is a terminal, so that somebody looks at it
 * @param width in characters; {@link #ENDLESS} if it is no terminal: programs want whole names
 * @param height in lines
 * @param colours whether to use them
 */
record Terminal(boolean person, int width, int height, boolean colours) {
  static final int ENDLESS = Integer.MAX_VALUE;

  /** Set by the program's start script, because Java cannot ask about its output alone. */
  private static final String TOLD = "pressroom.terminal";

  private static final Pattern SIZE = Pattern.compile("(\\d{1,4}) (\\d{1,4})");
  private static final int USUAL_WIDTH = 80;
  private static final int USUAL_HEIGHT = 24;
  private static final long PATIENCE_MILLIS = 500;

  /** No terminal: a file, a pipe or a test. */
  static final Terminal NONE = new Terminal(false, ENDLESS, ENDLESS, false);

  /** The one that this process writes to, as large as it is now. */
  static Terminal current() {
    String told = System.getProperty(TOLD);
    boolean person = told != null ? told.equals("true") : System.console() != null;
    return of(person, System.getenv());
  }

  static Terminal of(boolean person, Map<String, String> environment) {
    Optional<Integer> columns = number(environment.get("COLUMNS"));
    if (!person) {
      return columns.map(width -> new Terminal(false, width, ENDLESS, false)).orElse(NONE);
    }
    int[] size = size();
    boolean plain =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "dumb").equals("dumb");
    return new Terminal(true, columns.orElse(size[0]), size[1], !plain);
  }

  private static Optional<Integer> number(String text) {
    return text != null && text.matches("[1-9]\\d{1,3}")
        ? Optional.of(Integer.valueOf(text))
        : Optional.empty();
  }

  /** As the system says; the usual size if it does not. */
  private static int[] size() {
    int[] usual = {USUAL_WIDTH, USUAL_HEIGHT};
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      stty.getOutputStream().close();
      if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        stty.destroy();
        return usual;
      }
      String said =
          new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      Matcher size = SIZE.matcher(said);
      if (size.matches() && !size.group(2).equals("0")) {
        return new int[] {Integer.parseInt(size.group(2)), Integer.parseInt(size.group(1))};
      }
    } catch (IOException e) {
      // No such program, or no terminal behind the process.
      return usual;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return usual;
  }
}
