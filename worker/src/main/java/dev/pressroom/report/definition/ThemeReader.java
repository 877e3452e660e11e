package dev.pressroom.report.definition;

import dev.pressroom.report.ReportException;
import dev.pressroom.report.Suggestion;
import dev.pressroom.yaml.Node;
import dev.pressroom.yaml.Position;
import dev.pressroom.yaml.YamlTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads themes, {@code themes/<name>.yaml} below the reports' root, and the themes that they extend
 * themselves, and notes everything that is wrong with them.
 */
final class ThemeReader {
  static final String FOLDER = "themes";
  static final String ENDING = ".yaml";
  private static final String FORM = "theme/1";
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final Sources themes;

  /** Where each theme that is being read was asked for, the first one first. */
  private final Map<String, String> asked = new LinkedHashMap<>();

  /**
   * @param sources of the report, or of any other folder
   */
  ThemeReader(Sources sources) {
    this.themes = sources.in(FOLDER);
  }

  /** What the theme says that a map extends, with all that are below it. */
  Look below(Section section) {
    String name = section.text("extends");
    if (name == null) {
      return Look.NONE;
    }
    if (!NAME.matcher(name).matches()) {
      section.problem(
          "extends",
          "\"" + name + "\" is not a theme's name; it has lower-case letters, digits and hyphens");
      return Look.NONE;
    }
    Position at = section.at("extends");
    String place = section.problems().file() + ":" + at.line() + ":" + at.column();
    if (asked.containsKey(name)) {
      section.problem(
          "extends",
          "leads back to theme %s, which %s extends; remove one of the two"
              .formatted(name, asked.get(name)));
      return Look.NONE;
    }
    if (!themes.has(name + ENDING)) {
      List<String> known = themes.names(ENDING);
      section.problem(
          "extends",
          "\"%s\" is not a theme%s; there is no %s"
              .formatted(name, Suggestion.hint(name, known), themes.relative(name + ENDING)));
      return Look.NONE;
    }
    asked.put(name, place);
    Problems problems = new Problems(themes.relative(name + ENDING));
    Look look = read(name, problems);
    section.problems().addAll(problems);
    return look;
  }

  /** One theme with all that are below it. */
  Look read(String name, Problems problems) {
    asked.putIfAbsent(name, problems.file());
    try {
      Node root = YamlTree.read(themes.read(name + ENDING));
      if (root.isNull()) {
        problems.add(root.at(), "is empty; begin with: pressroom: " + FORM);
      } else {
        return document(new Section(root, "", problems));
      }
    } catch (YamlTree.Broken e) {
      problems.add(e.at(), e.getMessage());
    } catch (ReportException e) {
      problems.add(Position.START, e.getMessage());
    }
    return Look.NONE;
  }

  private Look document(Section root) {
    String form = root.required("pressroom", "pressroom: " + FORM);
    if (form != null && !form.equals(FORM)) {
      root.problem("pressroom", "\"" + form + "\" is not a form that this version reads; " + FORM);
      return Look.NONE;
    }
    Set<String> names = Names.of(List.of(), "title", "page", "pages");
    Section bands = root.section("bands");
    Content.Strip header = bands == null ? null : BandSection.strip(bands, "pageHeader", names);
    Content.Strip footer = bands == null ? null : BandSection.strip(bands, "pageFooter", names);
    if (bands != null) {
      bands.end();
    }
    Look own = new LookSection(root, themes).read(header, footer);
    Look below = below(root);
    root.end();
    return own.over(below);
  }
}
