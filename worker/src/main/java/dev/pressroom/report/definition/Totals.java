package dev.pressroom.report.definition;

import dev.pressroom.report.Money;
import dev.pressroom.report.ReportException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is added up for a definition's totals, and what becomes of it. For one thread. */
final class Totals {
  private final Content content;
  private final RowReader reader;
  private final List<Measure> measures = new ArrayList<>();

  /** Of each column what is shown. */
  private final List<Result> results = new ArrayList<>();

  /**
   * One thing that is added up.
   *
   * @param of the column whose total it is for
   * @param column of the definition, or -1
   * @param ofQuery the column of the query, or -1
   */
  private record Measure(Content.ColumnSpec of, Total total, int column, int ofQuery) {}

  /** What a column's total is made of. */
  @FunctionalInterface
  private interface Result {
    Object of(Accumulator[] measured);
  }

  Totals(Content content, RowReader reader) {
    this.content = content;
    this.reader = reader;
    for (int column = 0; column < content.columns().size(); column++) {
      Content.ColumnSpec spec = content.columns().get(column);
      if (spec.total() != null) {
        int place = measures.size();
        measures.add(new Measure(spec, spec.total(), column, -1));
        results.add(measured -> measured[place].result());
      } else {
        results.add(spec.measured() == null ? measured -> null : computed(spec));
      }
    }
  }

  private Result computed(Content.ColumnSpec spec) {
    Map<String, Integer> places = new TreeMap<>();
    new TreeMap<>(spec.measured().measures())
        .forEach(
            (name, measure) -> {
              places.put(name, measures.size());
              int column = shown(measure.column());
              int ofQuery = column < 0 ? reader.indexes().get(measure.column()) : -1;
              measures.add(new Measure(spec, measure.total(), column, ofQuery));
            });
    Formula.Bound formula = spec.measured().formula().bound();
    return measured -> {
      try {
        return formula.value(name -> plain(measured[places.get(name)].result()));
      } catch (IllegalArgumentException e) {
        throw failed(spec, e);
      }
    };
  }

  /**
   * A column of the definition comes first: it may be computed, and its amounts know their
   * currency.
   */
  private int shown(String name) {
    for (int column = 0; column < content.columns().size(); column++) {
      if (content.columns().get(column).name().equals(name)) {
        return column;
      }
    }
    return -1;
  }

  /** With nothing added yet. */
  Accumulator[] start() {
    return measures.stream().map(measure -> measure.total().start()).toArray(Accumulator[]::new);
  }

  /** Adds the current row. */
  void add(List<Object> values, Accumulator[][] levels) {
    for (int i = 0; i < measures.size(); i++) {
      Measure measure = measures.get(i);
      Object value =
          measure.column() < 0 ? reader.ofQuery(measure.ofQuery()) : values.get(measure.column());
      if (value != null) {
        try {
          for (Accumulator[] level : levels) {
            level[i].add(value);
          }
        } catch (IllegalArgumentException e) {
          throw ReportException.permanent(
              "column %s: total %s %s"
                  .formatted(measure.of().name(), measure.total().spelling(), e.getMessage()),
              e);
        }
      }
    }
  }

  private static Object plain(Object total) {
    return total instanceof Money money ? money.amount() : total;
  }

  private static ReportException failed(Content.ColumnSpec spec, IllegalArgumentException e) {
    return ReportException.permanent(
        "column %s: total %s".formatted(spec.name(), e.getMessage()), e);
  }

  /** Each column's total; null where there is none. */
  List<Object> of(Accumulator[] measured) {
    List<Object> shown = new ArrayList<>();
    results.forEach(result -> shown.add(result.of(measured)));
    return shown;
  }
}
