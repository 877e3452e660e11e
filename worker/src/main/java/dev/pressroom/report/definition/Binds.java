package dev.pressroom.report.definition;

import dev.pressroom.report.Parameter;
import dev.pressroom.report.ReportContext;
import java.time.YearMonth;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a definition's SQL can name. */
final class Binds {
  private Binds() {}

  /**
   * Every parameter under its name, a month as its first day (no database has a type for months),
   * and for each optional one whether it was given.
   */
  static Map<String, Object> of(List<Parameter> parameters, ReportContext context) {
    Map<String, Object> binds = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      Object value = context.parameters().get(parameter.name());
      if (parameter.optional()) {
        binds.put(parameter.name() + "_given", value != null);
        if (value == null && parameter.list()) {
          // A list that was not given must still be a list where the SQL says IN (:regions).
          value = List.of();
        }
      }
      binds.put(parameter.name(), bindable(value));
    }
    return binds;
  }

  private static Object bindable(Object value) {
    if (value instanceof YearMonth month) {
      return month.atDay(1);
    }
    if (value instanceof Collection<?> many) {
      return many.stream().map(Binds::bindable).toList();
    }
    return value;
  }
}
