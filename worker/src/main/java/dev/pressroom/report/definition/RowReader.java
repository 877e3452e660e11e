package dev.pressroom.report.definition;

import dev.pressroom.report.Money;
import dev.pressroom.report.ReportException;
import dev.pressroom.report.Rows;
import dev.pressroom.report.Suggestion;
import dev.pressroom.yaml.Position;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives a query's rows as a definition's columns, and looks first whether they fit. */
final class RowReader {
  private final Content content;
  private final Rows rows;
  private final Map<String, Integer> indexes = new LinkedHashMap<>();
  private final int[] columns;
  private final int[] currencies;
  private final int[] keys;

  /**
   * @throws ReportException permanent, if the query lacks columns that the definition names; names
   *     all
   */
  RowReader(Content content, Rows rows) {
    this.content = content;
    this.rows = rows;
    List<String> names = rows.columns();
    for (int i = 0; i < names.size(); i++) {
      indexes.put(names.get(i), i);
    }
    check();
    columns = content.columns().stream().mapToInt(c -> indexes.get(c.name())).toArray();
    currencies =
        content.columns().stream()
            .mapToInt(c -> c.format().currencyColumn().map(indexes::get).orElse(-1))
            .toArray();
    keys = content.groups().stream().mapToInt(g -> indexes.get(g.by())).toArray();
  }

  private void check() {
    Problems problems = new Problems(content.file());
    for (Content.ColumnSpec column : content.columns()) {
      require(problems, column.at(), "columns." + column.name(), column.name());
      column
          .format()
          .currencyColumn()
          .ifPresent(
              name -> require(problems, column.at(), "columns." + column.name() + ".format", name));
    }
    for (int i = 0; i < content.groups().size(); i++) {
      Content.GroupSpec group = content.groups().get(i);
      String path = "groups[" + i + "]";
      require(problems, group.at(), path + ".by", group.by());
      Set<String> legal = names("title");
      checkNames(problems, group.at(), path + ".header", group.header(), legal);
      checkNames(problems, group.at(), path + ".bookmark", group.bookmark(), legal);
      legal.add("rows");
      checkNames(problems, group.at(), path + ".footer", group.footer(), legal);
    }
    problems.throwIfAny();
  }

  private Set<String> names(String more) {
    List<String> parameters = content.parameters().stream().map(p -> p.name()).toList();
    Set<String> names = new LinkedHashSet<>(indexes.keySet());
    names.addAll(Names.of(parameters, more));
    return names;
  }

  private void require(Problems problems, Position at, String path, String name) {
    if (!indexes.containsKey(name)) {
      problems.add(
          at,
          "%s: the query has no column \"%s\"%s; it has %s"
              .formatted(
                  path,
                  name,
                  Suggestion.hint(name, indexes.keySet()),
                  String.join(", ", indexes.keySet())));
    }
  }

  private static void checkNames(
      Problems problems, Position at, String path, Template template, Set<String> legal) {
    if (template != null) {
      Names.problems(template, legal).forEach(problem -> problems.add(at, path + " " + problem));
    }
  }

  Map<String, Integer> indexes() {
    return Collections.unmodifiableMap(indexes);
  }

  /** The current row's value in a column of the query. */
  Object ofQuery(int index) {
    return rows.get(index);
  }

  /** The current row's number in the query, from 1. */
  long rowNumber() {
    return rows.number();
  }

  /** The current row's key of a group. */
  Object key(int level) {
    return GroupKey.comparable(keyAsRead(level));
  }

  /** The same as the query gave it. */
  Object keyAsRead(int level) {
    return rows.get(keys[level]);
  }

  /** The current row's value in a column of the definition. */
  Object value(int column) {
    Object value = rows.get(columns[column]);
    if (value == null || currencies[column] < 0) {
      return value;
    }
    Object currency = rows.get(currencies[column]);
    if (!(value instanceof Number amount) || !(currency instanceof String code)) {
      throw new IllegalArgumentException(
          "column %s has the amount %s with the currency %s; it needs a number and a text such as EUR"
              .formatted(content.columns().get(column).name(), value, currency));
    }
    return new Money(new BigDecimal(amount.toString()), code.strip());
  }

  /** The current row as the definition's columns. */
  List<Object> values() {
    List<Object> values = new ArrayList<>(columns.length);
    for (int i = 0; i < columns.length; i++) {
      values.add(value(i));
    }
    return values;
  }
}
