package dev.pressroom.report.definition;

import dev.pressroom.report.Align;
import dev.pressroom.report.Format;
import dev.pressroom.report.PageSetup;
import dev.pressroom.report.Parameter;
import dev.pressroom.report.Theme;
import dev.pressroom.report.Width;
import dev.pressroom.yaml.Position;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a definition says, read and checked. */
record Content(
    String file,
    Template title,
    Run run,
    List<Parameter> parameters,
    Map<String, ChoiceQuery> choices,
    Query query,
    List<ColumnSpec> columns,
    List<GroupSpec> groups,
    Bands bands,
    PageSetup page,
    Theme theme,
    Set<String> outputs) {

  /**
   * How it is to be run.
   *
   * @param writes whether its queries may write into the data source
   */
  record Run(String dataSource, boolean writes, Limits limits) {}

  /**
   * @param at where the limit stands, or the query
   */
  record Query(SqlText sql, long maxRows, Position at) {}

  /** Its first column is what a parameter may be. */
  record ChoiceQuery(SqlText sql) {}

  /**
   * @param align null: by the format
   * @param total null: none
   */
  record ColumnSpec(
      String name,
      Template title,
      Width width,
      Format format,
      Align align,
      Total total,
      Position at) {}

  /**
   * @param title of the key's column in formats without bands
   * @param header null: none
   * @param footer null: none, but totals if there are
   * @param bookmark null: none
   */
  record GroupSpec(
      String by,
      Template title,
      Template header,
      Template footer,
      boolean footerOff,
      Template bookmark,
      Position at) {}

  /** A band's text, where one stands; null where none does. */
  record Text(Template template, Position at) {}

  /** Three texts side by side, each may be null. */
  record Strip(Text left, Text center, Text right) {
    static final Strip NONE = new Strip(null, null, null);
  }

  /** Page header and footer are null where nobody says anything about them. */
  record Bands(Strip pageHeader, Strip pageFooter, Text summary, Text noData) {}

  Content {
    parameters = List.copyOf(parameters);
    choices = Map.copyOf(choices);
    columns = List.copyOf(columns);
    groups = List.copyOf(groups);
    outputs = Set.copyOf(outputs);
  }

  boolean hasTotals() {
    return columns.stream().anyMatch(column -> column.total() != null);
  }
}
