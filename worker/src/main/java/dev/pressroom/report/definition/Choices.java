package dev.pressroom.report.definition;

import dev.pressroom.report.Parameter;
import dev.pressroom.report.ReportContext;
import dev.pressroom.report.ReportException;
import dev.pressroom.report.Rows;
import dev.pressroom.report.Suggestion;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks whether a job's choices are among those that a query gives, on the job's own snapshot. */
final class Choices {
  /** More than anybody chooses from; a query without WHERE on a large table. */
  static final int MOST = 10_000;

  private static final int MOST_SHOWN = 20;

  private final ReportContext context;
  private final Map<String, Object> binds;

  Choices(ReportContext context, Map<String, Object> binds) {
    this.context = context;
    this.binds = binds;
  }

  /**
   * @throws ReportException permanent, if the job chose what there is not, or the query gives too
   *     much
   */
  void check(Parameter parameter, Content.ChoiceQuery query) {
    Object chosen = context.parameters().get(parameter.name());
    if (chosen == null) {
      return;
    }
    Set<String> choices = read(parameter, query);
    for (Object value : chosen instanceof Collection<?> many ? many : List.of(chosen)) {
      if (!choices.contains(String.valueOf(value))) {
        throw ReportException.permanent(message(parameter, String.valueOf(value), choices))
            .at(query.sql().place(0, 0));
      }
    }
  }

  private Set<String> read(Parameter parameter, Content.ChoiceQuery query) {
    Set<String> choices = new LinkedHashSet<>();
    try (Rows rows = context.query(query.sql().text(), binds)) {
      while (rows.next()) {
        if (rows.get(0) != null) {
          choices.add(String.valueOf(rows.get(0)));
        }
        if (choices.size() > MOST) {
          throw ReportException.permanent(
                  "the choices of parameter %s are more than %d; narrow their query"
                      .formatted(parameter.name(), MOST))
              .at(query.sql().place(0, 0));
        }
      }
      return choices;
    } catch (ReportException e) {
      int position = e.place().map(ReportException.Place::sqlPosition).orElse(0);
      throw e.at(query.sql().place(position, 0));
    }
  }

  private static String message(Parameter parameter, String value, Set<String> choices) {
    String all = choices.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
    String more =
        choices.size() > MOST_SHOWN ? " and " + (choices.size() - MOST_SHOWN) + " more" : "";
    return parameter.masked()
        ? "parameter %s is not one of its choices; its value is masked and not shown here"
            .formatted(parameter.name())
        : "parameter %s = \"%s\" is not one of the choices that its query gives%s; there %s"
            .formatted(
                parameter.name(),
                value.length() > 80 ? value.substring(0, 80) + "…" : value,
                Suggestion.hint(value, choices),
                choices.isEmpty() ? "are none" : "are " + choices.size() + ": " + all + more);
  }
}
