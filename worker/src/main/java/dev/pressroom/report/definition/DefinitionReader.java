package dev.pressroom.report.definition;

import dev.pressroom.report.PageSetup;
import dev.pressroom.report.Parameter;
import dev.pressroom.report.ReportException;
import dev.pressroom.report.Suggestion;
import dev.pressroom.yaml.Node;
import dev.pressroom.yaml.Position;
import dev.pressroom.yaml.YamlTree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads one {@code report.yaml} and notes everything that is wrong with it. */
final class DefinitionReader {
  static final String FILE = "report.yaml";
  static final String FORM = "report/1";

  private final Sources sources;
  private final Set<String> formats;
  private final Problems problems;

  /**
   * @param formats that there are
   */
  DefinitionReader(Sources sources, Set<String> formats, Problems problems) {
    this.sources = sources;
    this.formats = formats;
    this.problems = problems;
  }

  /** Null if it cannot be used; what is wrong is noted then. */
  Content read() {
    try {
      String yaml = sources.read(FILE);
      Node root = YamlTree.read(yaml);
      if (root.isNull()) {
        problems.add(root.at(), "is empty; begin with: pressroom: " + FORM);
        return null;
      }
      Content content = document(new Section(root, "", problems), yaml);
      return problems.isEmpty() ? content : null;
    } catch (YamlTree.Broken e) {
      problems.add(e.at(), e.getMessage());
    } catch (ReportException e) {
      problems.add(Position.START, e.getMessage());
    }
    return null;
  }

  private Content document(Section root, String yaml) {
    String form = root.required("pressroom", "pressroom: " + FORM);
    if (form != null && !form.equals(FORM)) {
      root.problem("pressroom", "\"" + form + "\" is not a form that this version reads; " + FORM);
      return null;
    }
    ParameterSection.Declared declared =
        ParameterSection.read(root.section("parameters"), sources, yaml);
    List<Parameter> parameters = declared.parameters();
    Set<String> names = declared(root.node("parameters"));
    String titleText = root.required("title", "title: \"Sales\"");
    Template title =
        titleText == null ? null : root.parsed("title", Template::parse, Template.parse(""));
    if (title != null) {
      Names.problems(title, Names.of(names)).forEach(problem -> root.problem("title", problem));
    }
    String dataSource = root.required("dataSource", "dataSource: warehouse");
    boolean writes = root.flag("writes", false);
    if (!root.has("queries")) {
      root.problems().add(root.at(), "queries is missing; write queries: {main: {file: main.sql}}");
    }
    Content.Query query = QuerySection.read(root.section("queries"), sources, yaml);
    if (query != null) {
      QuerySection.checkNames(query.sql(), bindable(names, parameters), problems);
    }
    for (Content.ChoiceQuery choices : declared.choices().values()) {
      QuerySection.checkNames(choices.sql(), bindable(names, parameters), problems);
    }
    if (!root.has("columns")) {
      root.problems().add(root.at(), "columns is missing; name at least one column of the query");
    }
    List<Content.ColumnSpec> columns = ColumnSection.read(root.section("columns"), Names.of(names));
    List<Content.GroupSpec> groups = BandSection.groups(root, Names.of(names));
    Content.Bands bands = BandSection.bands(root.section("bands"), names);
    Look look =
        new LookSection(root, sources)
            .read(bands.pageHeader(), bands.pageFooter())
            .over(new ThemeReader(sources).below(root));
    PageSetup page = page(root, look);
    MaskedPlaces masked = new MaskedPlaces(parameters, problems);
    masked.look(root.at("title"), "title", title);
    masked.look(columns);
    masked.look(bands);
    masked.look(groups, columns);
    Set<String> outputs = outputs(root);
    Limits limits = Limits.read(root.section("limits"));
    root.later("schedule", "schedules", "deliver", "burst", "attachments", "charts");
    root.end();
    if (query == null || title == null || columns.isEmpty()) {
      return null;
    }
    return new Content(
        problems.file(),
        title,
        new Content.Run(dataSource, writes, limits),
        parameters,
        declared.choices(),
        query,
        columns,
        groups,
        new Content.Bands(look.header(), look.footer(), bands.summary(), bands.noData()),
        page,
        look.theme(),
        outputs);
  }

  private static PageSetup page(Section root, Look look) {
    try {
      return look.pageSetup();
    } catch (IllegalArgumentException e) {
      root.problem("page", e.getMessage());
      return PageSetup.A4;
    }
  }

  /** Broken parameters too: a mistake in one must not look like many mistakes elsewhere. */
  private static Set<String> declared(Node parameters) {
    return parameters instanceof Node.Mapping mapping ? mapping.entries().keySet() : Set.of();
  }

  private static Set<String> bindable(Set<String> declared, List<Parameter> read) {
    Set<String> bindable = new TreeSet<>(declared);
    for (String name : declared) {
      if (read.stream().noneMatch(p -> p.name().equals(name) && !p.optional())) {
        bindable.add(name + "_given");
      }
      if (read.stream().noneMatch(p -> p.name().equals(name) && !Binds.hasNext(p))) {
        bindable.add(name + Binds.NEXT);
      }
    }
    return bindable;
  }

  private Set<String> outputs(Section root) {
    Set<String> outputs = new LinkedHashSet<>();
    List<Node> items = root.list("outputs");
    for (int i = 0; i < items.size(); i++) {
      String output = items.get(i) instanceof Node.Scalar scalar ? scalar.text() : "";
      if (!formats.contains(output)) {
        problems.add(
            items.get(i).at(),
            "outputs[%d] \"%s\" is not supported by this version%s; one of: %s"
                .formatted(
                    i, output, Suggestion.hint(output, formats), String.join(", ", formats)));
      }
      outputs.add(output);
    }
    if (root.has("outputs") && items.isEmpty()) {
      root.problem("outputs", "is empty; name what may be asked for, or leave it out for all");
    }
    return outputs.isEmpty() ? formats : outputs;
  }
}
