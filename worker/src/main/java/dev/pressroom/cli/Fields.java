package dev.pressroom.cli;

import dev.pressroom.report.definition.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What JSON has in several places, each in its one form. */
final class Fields {
  private Fields() {}

  /** Names and values in turns, in this order. */
  static Map<String, Object> of(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  static Map<String, Object> problem(String file, int line, int column, String message) {
    return of("file", file, "line", line, "column", column, "message", message);
  }

  /** Those of definitions and schedules. */
  static List<Map<String, Object>> problems(List<Problem> problems) {
    return problems.stream()
        .map(
            problem -> {
              Map<String, Object> map =
                  problem(problem.file(), problem.line(), problem.column(), problem.message());
              map.put("warning", problem.warning());
              return map;
            })
        .toList();
  }
}
