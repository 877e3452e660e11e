package dev.pressroom.report.definition;

import dev.pressroom.report.Parameter;
import dev.pressroom.report.ParameterType;
import dev.pressroom.report.ReportContext;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a definition's SQL can name. */
final class Binds {
  /** What a day or month also binds: the first day after it. */
  static final String NEXT = "_next";

  private Binds() {}

  static boolean hasNext(Parameter parameter) {
    boolean days =
        parameter.type() == ParameterType.DATE || parameter.type() == ParameterType.MONTH;
    return days && !parameter.list();
  }

  private static Object next(Object value) {
    if (value instanceof YearMonth month) {
      return month.plusMonths(1).atDay(1);
    }
    return value instanceof LocalDate day ? day.plusDays(1) : null;
  }

  /**
   * Every parameter under its name, a month as its first day (no database has a type for months),
   * for a day or month also the first day after it, and for each optional one whether it was given.
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
      if (hasNext(parameter)) {
        binds.put(parameter.name() + NEXT, next(value));
      }
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
