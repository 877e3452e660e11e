package dev.pressroom.report.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A total that is computed from others, such as {@code sum(profit) / sum(sales)}. Immutable.
 *
 * @param formula over the measures' names
 * @param measures by their names in the formula
 */
record MeasuredTotal(Formula formula, Map<String, Measure> measures) {
  private static final Pattern MEASURE =
      Pattern.compile(
          "\\b(sum|count|average|min|max|distinct)\\s*\\(\\s*([a-z_][a-z0-9_]*)\\s*\\)",
          Pattern.CASE_INSENSITIVE);

  /** No column is called so. */
  private static final String NAME = "measure__";

  /** One total of one column. */
  record Measure(Total total, String column) {}

  /** Whether a total is written as an expression, and not as one word. */
  static boolean isOne(String text) {
    return text.matches(".*[()/*+-].*");
  }

  /**
   * @throws IllegalArgumentException if it is none
   */
  static MeasuredTotal parse(String text) {
    Map<String, Measure> measures = new LinkedHashMap<>();
    Matcher matcher = MEASURE.matcher(text);
    StringBuilder formula = new StringBuilder();
    while (matcher.find()) {
      String name = NAME + measures.size();
      Total total = Total.parse(matcher.group(1).toLowerCase(Locale.ROOT));
      measures.put(name, new Measure(total, matcher.group(2).toLowerCase(Locale.ROOT)));
      matcher.appendReplacement(formula, name);
    }
    matcher.appendTail(formula);
    Formula read = Formula.parse(formula.toString(), text);
    List<String> bare = new ArrayList<>(new TreeSet<>(read.names()));
    bare.removeAll(measures.keySet());
    if (!bare.isEmpty()) {
      throw new IllegalArgumentException(
          "\"%s\" has %s outside of a total; write for instance sum(%s)"
              .formatted(text, bare.get(0), bare.get(0)));
    }
    return new MeasuredTotal(read, Map.copyOf(measures));
  }
}
