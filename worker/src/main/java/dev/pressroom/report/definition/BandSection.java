package dev.pressroom.report.definition;

import dev.pressroom.yaml.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Reads {@code groups} and {@code bands}. */
final class BandSection {
  private BandSection() {}

  /**
   * @param names that titles may show; headers and footers also show the query's columns, which are
   *     known only when it runs
   */
  static List<Content.GroupSpec> groups(Section root, Set<String> names) {
    List<Content.GroupSpec> groups = new ArrayList<>();
    List<Node> items = root.list("groups");
    for (int i = 0; i < items.size(); i++) {
      Section section = new Section(items.get(i), "groups[" + i + "]", root.problems());
      String by = section.required("by", "by: region");
      Template title =
          section.parsed("title", Template::parse, by == null ? null : Template.literal(by));
      if (title != null) {
        Names.problems(title, names).forEach(problem -> section.problem("title", problem));
      }
      Template header = template(section, "header");
      Template footer = template(section, "footer");
      boolean footerOff = footer != null && footer.isEmpty();
      Template bookmark = by == null ? null : bookmark(section, header, by);
      section.later("keepTogether", "newPage", "resetPages");
      section.end();
      if (by != null) {
        boolean twice = groups.stream().anyMatch(group -> group.by().equals(by));
        if (twice) {
          section.problem("by", "\"" + by + "\" is an outer group's already; remove one");
        }
        Template shown = header == null ? Template.parse("{" + by + "}") : header;
        groups.add(
            new Content.GroupSpec(
                by,
                title,
                shown.isEmpty() ? null : shown,
                footerOff ? null : footer,
                footerOff,
                bookmark,
                section.at()));
      }
    }
    if (groups.size() > 10) {
      root.problem("groups", "are " + groups.size() + "; use at most 10");
    }
    return groups;
  }

  /** Null for none; called as the header is, and as the key if there is no header. */
  private static Template bookmark(Section section, Template header, String by) {
    boolean named = header != null && !header.isEmpty();
    Template usual = named ? header : Template.parse("{" + by + "}");
    Template bookmark =
        section.parsed(
            "bookmark",
            text ->
                switch (text) {
                  case "true" -> usual;
                  case "false" -> new Template("", List.of());
                  default -> Template.parse(text);
                },
            null);
    return bookmark == null || bookmark.isEmpty() ? null : bookmark;
  }

  /** Null if absent; an empty text is an empty template. */
  private static Template template(Section section, String key) {
    if (section.node(key) instanceof Node.Scalar scalar && scalar.text().isEmpty()) {
      return new Template("", List.of());
    }
    return section.parsed(key, Template::parse, null);
  }

  static Content.Bands bands(Section bands, Collection<String> parameters) {
    if (bands == null) {
      return new Content.Bands(null, null, null, null);
    }
    Set<String> onPages = Names.of(parameters, "title", "page", "pages");
    Content.Strip header = strip(bands, "pageHeader", onPages);
    Content.Strip footer = strip(bands, "pageFooter", onPages);
    Content.Text summary = text(bands, "summary", Names.of(parameters, "title", "rows"));
    Content.Text noData = text(bands, "noData", Names.of(parameters, "title", "rows"));
    bands.later("title", "columnHeader", "detail", "background");
    bands.end();
    return new Content.Bands(header, footer, summary, noData);
  }

  /** Null if absent; a strip of nothing if it is empty. */
  static Content.Strip strip(Section bands, String key, Set<String> names) {
    Section section = bands.section(key);
    if (section == null) {
      return null;
    }
    Content.Strip strip =
        new Content.Strip(
            text(section, "left", names),
            text(section, "center", names),
            text(section, "right", names));
    section.end();
    return strip;
  }

  private static Content.Text text(Section section, String key, Set<String> names) {
    Template template = section.parsed(key, Template::parse, null);
    if (template == null) {
      return null;
    }
    Names.problems(template, names).forEach(problem -> section.problem(key, problem));
    return new Content.Text(template, section.at(key));
  }
}
