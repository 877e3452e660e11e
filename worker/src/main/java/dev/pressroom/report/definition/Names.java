package dev.pressroom.report.definition;

import dev.pressroom.report.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which names may stand between braces, and where. */
final class Names {
  private static final List<String> ALWAYS = List.of("asOf", "user", "tenant");

  private Names() {}

  /** In the title and wherever else nothing more is known. */
  static Set<String> of(Collection<String> parameters, String... more) {
    Set<String> names = new LinkedHashSet<>(parameters);
    names.addAll(ALWAYS);
    names.addAll(List.of(more));
    return names;
  }

  /** What is wrong with a template's names; empty if nothing is. */
  static List<String> problems(Template template, Set<String> legal) {
    List<String> problems = new ArrayList<>();
    for (String name : template.names()) {
      if (!legal.contains(name)) {
        problems.add(
            "{%s} is not known here%s; one of: %s"
                .formatted(name, Suggestion.hint(name, legal), String.join(", ", legal)));
      }
    }
    return problems;
  }
}
