package dev.pressroom.report.definition;

import dev.pressroom.report.Parameter;
import dev.pressroom.yaml.Position;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Warns of texts that show a masked parameter: whoever sees the report reads it there. */
final class MaskedPlaces {
  private final Set<String> masked;
  private final Problems problems;

  MaskedPlaces(List<Parameter> parameters, Problems problems) {
    this.masked =
        parameters.stream()
            .filter(Parameter::masked)
            .map(Parameter::name)
            .collect(Collectors.toCollection(TreeSet::new));
    this.problems = problems;
  }

  void look(Position at, String path, Template template) {
    if (template == null) {
      return;
    }
    for (String name : template.names()) {
      if (masked.contains(name)) {
        problems.warn(
            at,
            "%s shows the masked parameter %s: whoever sees the report reads it; leave it out, or do not mask it"
                .formatted(path, name));
      }
    }
  }

  void look(List<Content.ColumnSpec> columns) {
    columns.forEach(
        column -> look(column.at(), "columns." + column.name() + ".title", column.title()));
  }

  /** There a column hides a parameter of the same name. */
  void look(List<Content.GroupSpec> groups, List<Content.ColumnSpec> columns) {
    columns.forEach(column -> masked.remove(column.name()));
    groups.forEach(group -> masked.remove(group.by()));
    for (int i = 0; i < groups.size(); i++) {
      Content.GroupSpec group = groups.get(i);
      look(group.at(), "groups[" + i + "].header", group.header());
      look(group.at(), "groups[" + i + "].footer", group.footer());
      look(group.at(), "groups[" + i + "].bookmark", group.bookmark());
    }
  }

  void look(Content.Bands bands) {
    look("bands.pageHeader", bands.pageHeader());
    look("bands.pageFooter", bands.pageFooter());
    look("bands.summary", bands.summary());
    look("bands.noData", bands.noData());
  }

  private void look(String path, Content.Strip strip) {
    if (strip != null) {
      look(path + ".left", strip.left());
      look(path + ".center", strip.center());
      look(path + ".right", strip.right());
    }
  }

  private void look(String path, Content.Text text) {
    if (text != null) {
      look(text.at(), path, text.template());
    }
  }
}
