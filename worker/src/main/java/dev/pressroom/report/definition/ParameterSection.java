package dev.pressroom.report.definition;

import dev.pressroom.report.Parameter;
import dev.pressroom.report.ParameterType;
import dev.pressroom.report.Suggestion;
import dev.pressroom.yaml.Node;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the map {@code parameters}. */
final class ParameterSection {
  private static final String LIST_OF = "list of ";

  private ParameterSection() {}

  /**
   * What was read.
   *
   * @param choices the queries of those whose choices come from one
   */
  record Declared(List<Parameter> parameters, Map<String, Content.ChoiceQuery> choices) {}

  static Declared read(Section all, Sources sources, String yaml) {
    List<Parameter> parameters = new ArrayList<>();
    Map<String, Content.ChoiceQuery> queries = new LinkedHashMap<>();
    if (all == null) {
      return new Declared(parameters, queries);
    }
    all.all()
        .forEach(
            (name, entry) -> {
              Section section = new Section(entry.value(), all.path(name), all.problems());
              boolean later = section.node("choices") instanceof Node.Mapping;
              if (later) {
                choices(section.section("choices"), sources, yaml)
                    .ifPresent(query -> queries.put(name, query));
              }
              Parameter parameter = one(name, section, later);
              section.later("query", "label");
              section.end();
              if (parameter != null) {
                parameters.add(parameter);
              }
            });
    for (Parameter parameter : parameters) {
      String base = parameter.name().replaceAll("_given$", "");
      if (!base.equals(parameter.name())
          && parameters.stream().anyMatch(p -> p.name().equals(base) && p.optional())) {
        all.problem(
            parameter.name(), "is what the optional " + base + " binds in SQL; name it otherwise");
      }
    }
    refuseWhatDatesBind(all, parameters);
    return new Declared(parameters, queries);
  }

  private static void refuseWhatDatesBind(Section all, List<Parameter> parameters) {
    for (Parameter parameter : parameters) {
      String taken = parameter.name() + Binds.NEXT;
      if (Binds.hasNext(parameter) && parameters.stream().anyMatch(p -> p.name().equals(taken))) {
        all.problem(
            taken,
            "is what the "
                + parameter.typeName()
                + " "
                + parameter.name()
                + " binds in SQL; name it otherwise");
      }
    }
  }

  private static Optional<Content.ChoiceQuery> choices(
      Section section, Sources sources, String yaml) {
    SqlText sql = QuerySection.sql(section, "query", sources, yaml);
    section.end();
    return Optional.ofNullable(sql).map(Content.ChoiceQuery::new);
  }

  private static Parameter one(String name, Section section, boolean choicesLater) {
    String typeText = section.required("type", "{type: date}");
    boolean optional = section.flag("optional", false);
    Node defaultNode = section.node("default");
    List<String> choices = choicesLater ? List.of() : texts(section, "choices");
    String title = section.has("title") ? section.text("title") : name;
    Object min = section.text("min");
    Object max = section.text("max");
    String pattern = section.text("pattern");
    boolean masked = section.flag("masked", false);
    Integer maxLength = section.parsed("maxLength", ParameterSection::length, null);
    if (typeText == null) {
      return null;
    }
    try {
      boolean list = typeText.startsWith(LIST_OF);
      ParameterType type = type(list ? typeText.substring(LIST_OF.length()) : typeText);
      return new Parameter(
              name,
              type,
              list,
              optional,
              value(defaultNode, type),
              choices,
              new Parameter.Checks(min, max, pattern, maxLength),
              title == null ? name : title,
              new Parameter.Traits(masked, choicesLater))
          .checked();
    } catch (IllegalArgumentException e) {
      section
          .problems()
          .add(section.at(), section.path("").replaceAll("\\.$", "") + ": " + e.getMessage());
      return null;
    }
  }

  private static ParameterType type(String text) {
    List<String> names =
        Arrays.stream(ParameterType.values()).map(t -> t.name().toLowerCase(Locale.ROOT)).toList();
    if (!names.contains(text)) {
      throw new IllegalArgumentException(
          "type \"%s\" is not a type%s; one of: %s, or list of one of them"
              .formatted(text, Suggestion.hint(text, names), String.join(", ", names)));
    }
    return ParameterType.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static Integer length(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" is not a number of characters", e);
    }
  }

  /**
   * A default as a job would give it. What YAML writes without quotes is of the parameter's type.
   */
  private static Object value(Node node, ParameterType type) {
    if (node == null) {
      return null;
    }
    if (node instanceof Node.Sequence sequence) {
      List<Object> values = new ArrayList<>();
      sequence.items().forEach(item -> values.add(value(item, type)));
      return values;
    }
    if (!(node instanceof Node.Scalar scalar) || scalar.isNull()) {
      throw new IllegalArgumentException("default is empty; write a value, or optional: true");
    }
    boolean number = type == ParameterType.NUMBER && scalar.plain();
    try {
      return number ? new BigDecimal(scalar.text()) : scalar.text();
    } catch (NumberFormatException e) {
      return scalar.text();
    }
  }

  private static List<String> texts(Section section, String key) {
    List<String> texts = new ArrayList<>();
    for (Node item : section.list(key)) {
      if (item instanceof Node.Scalar scalar && !scalar.isNull()) {
        texts.add(scalar.text());
      } else {
        section.problem(key, "holds something that is not a text");
      }
    }
    return texts;
  }
}
