package dev.pressroom.report.definition;

import dev.pressroom.report.Align;
import dev.pressroom.report.Format;
import dev.pressroom.report.Suggestion;
import dev.pressroom.report.Width;
import dev.pressroom.yaml.Node;
import dev.pressroom.yaml.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the map {@code columns}. */
final class ColumnSection {
  private static final List<String> ALIGNMENTS = List.of("left", "center", "right");

  private ColumnSection() {}

  /**
   * @param names that titles may show
   */
  static List<Content.ColumnSpec> read(Section all, Set<String> names) {
    List<Content.ColumnSpec> columns = new ArrayList<>();
    if (all == null) {
      return columns;
    }
    all.all()
        .forEach(
            (name, entry) -> {
              boolean bare = entry.value().isNull();
              Node value = bare ? Node.Mapping.empty(entry.at()) : entry.value();
              Section section = new Section(value, all.path(name), all.problems());
              columns.add(one(name, section, entry.at(), names));
            });
    if (columns.isEmpty()) {
      all.problems().add(all.at(), "columns is empty; name at least one column of the query");
    }
    return columns;
  }

  private static Content.ColumnSpec one(
      String name, Section section, Position at, Set<String> names) {
    Template title = section.parsed("title", Template::parse, Template.literal(name));
    Names.problems(title, names).forEach(problem -> section.problem("title", problem));
    Width width = section.parsed("width", Width::parse, new Width.Auto());
    Format format = format(section);
    Align align = section.parsed("align", ColumnSection::align, null);
    Formula value = section.parsed("value", Formula::parse, null);
    boolean expression =
        section.node("total") instanceof Node.Scalar scalar && MeasuredTotal.isOne(scalar.text());
    Total total = expression ? null : section.parsed("total", Total::parse, null);
    MeasuredTotal measured =
        expression ? section.parsed("total", MeasuredTotal::parse, null) : null;
    if (total != null && total.needsNumbers() && !format.numeric() && !format.equals(Format.AUTO)) {
      section.problem(
          "total",
          "%s needs numbers, but the format is %s; use count, distinct, min or max, or another format"
              .formatted(total.spelling(), format));
    }
    section.later("visible", "hidden", "style", "link");
    section.end();
    return new Content.ColumnSpec(name, title, width, format, align, value, total, measured, at);
  }

  /** {@code money EUR}, or {@code {money: {column: currency_code}}}. */
  private static Format format(Section section) {
    if (section.node("format") instanceof Node.Mapping) {
      Section money = section.section("format");
      Section by = money.section("money");
      String column = by == null ? null : by.required("column", "currency_code");
      if (by == null) {
        money.problem("money", "is missing; a format that is a map is {money: {column: …}}");
      } else {
        by.end();
      }
      money.end();
      return column == null ? Format.AUTO : Format.moneyByColumn(column.toLowerCase(Locale.ROOT));
    }
    return section.parsed("format", Format::parse, Format.AUTO);
  }

  private static Align align(String text) {
    if (!ALIGNMENTS.contains(text)) {
      throw new IllegalArgumentException(
          "\"%s\" is not an alignment%s; one of: left, center, right"
              .formatted(text, Suggestion.hint(text, ALIGNMENTS)));
    }
    return Align.valueOf(text.toUpperCase(Locale.ROOT));
  }
}
