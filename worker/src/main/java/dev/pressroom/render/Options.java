package dev.pressroom.render;

import dev.pressroom.report.ReportException;
import dev.pressroom.report.Suggestion;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The options of one output, read strictly: each is asked for by name with its default, then {@link
 * #refuseOthers} refuses what nobody asked for. All errors are permanent {@link ReportException}s.
 * For one thread.
 */
public final class Options {
  private final String format;
  private final Map<String, ?> given;
  private final Set<String> known = new TreeSet<>();

  /**
   * @param format for messages
   */
  public Options(String format, Map<String, ?> given) {
    this.format = format;
    this.given = given;
  }

  /** A yes or no. */
  public boolean flag(String name, boolean otherwise) {
    Object value = value(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    if ("true".equals(value) || "false".equals(value)) {
      return "true".equals(value);
    }
    throw wrong(name, value, "true or false");
  }

  /** One of these; the first is the default. */
  public String oneOf(String name, List<String> choices) {
    Object value = value(name);
    if (value == null) {
      return choices.get(0);
    }
    if (value instanceof String text && choices.contains(text)) {
      return text;
    }
    throw wrong(name, value, "one of " + choices);
  }

  private Object value(String name) {
    known.add(name);
    return given.get(name);
  }

  /** Call after the last option was asked for. */
  public void refuseOthers() {
    Set<String> others = new HashSet<>(given.keySet());
    others.removeAll(known);
    for (String other : new TreeSet<>(others)) {
      throw ReportException.permanent(
          "output %s has no option \"%s\"%s; %s"
              .formatted(
                  format,
                  other,
                  Suggestion.hint(other, known),
                  known.isEmpty() ? "it has none" : "it has " + String.join(", ", known)));
    }
  }

  private ReportException wrong(String name, Object value, String rule) {
    return ReportException.permanent(
        "output %s: option %s = \"%s\" is not %s".formatted(format, name, value, rule));
  }
}
