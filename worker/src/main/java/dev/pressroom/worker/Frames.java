package dev.pressroom.worker;

import java.util.List;
import java.util.regex.Pattern;

/** Reads stacks of frames that presses write, one {@code at …} a line. Stateless. */
final class Frames {
  private static final List<String> OF_JAVA = List.of("java.", "javax.", "jdk.", "sun.");

  /** {@code j org.acme.Printer.print(Ljava/lang/String;)V+12} */
  private static final Pattern JAVA_FRAME =
      Pattern.compile("^[jJ] +(?:\\d+ \\S+ \\S+ )?([\\w.$]+)\\(", Pattern.MULTILINE);

  private Frames() {}

  /**
   * The first frame that is not Java's own: what somebody who looks for the cause looks for first.
   *
   * @return without {@code at}; the very first if there is no other, empty if there is none at all
   */
  static String telling(String stack) {
    List<String> frames =
        stack
            .lines()
            .filter(line -> line.startsWith("at "))
            .map(line -> line.substring("at ".length()))
            .toList();
    return frames.stream()
        .filter(Frames::isNotOfJava)
        .findFirst()
        .orElse(frames.isEmpty() ? "" : frames.get(0))
        // The class loader, which says nothing to whoever wrote the report.
        .replaceFirst("^[^/]*//", "");
  }

  /**
   * The first Java method that is not Java's own on the stack that Java writes when it crashes.
   *
   * @return empty if there is none
   */
  static String calling(String crashReport) {
    return JAVA_FRAME
        .matcher(crashReport)
        .results()
        .map(frame -> frame.group(1))
        .filter(Frames::isNotOfJava)
        .findFirst()
        .orElse("");
  }

  private static boolean isNotOfJava(String frame) {
    return OF_JAVA.stream().noneMatch(frame.replaceFirst("^.*/", "")::startsWith);
  }
}
