package dev.pressroom.report;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns what a job asks for into the typed values that a report gets. Stateless. */
public final class Parameters {
  private Parameters() {}

  /**
   * The checked values of all declared parameters, in their order, as {@link
   * ReportContext#parameters} gives them.
   *
   * @param raw by name: String, Long, BigInteger, BigDecimal, Boolean, null, or a List of these.
   *     Text that spells a value of the type is taken too ("12" for an integer), a number for a
   *     text is not
   * @param asOf the moment that "today" means
   * @param zone in which "today" is meant
   * @return unmodifiable; an optional parameter that was not given is present with null
   * @throws ReportException permanent; names every problem there is
   */
  public static Map<String, Object> resolve(
      List<Parameter> declared, Map<String, ?> raw, Instant asOf, ZoneId zone) {
    List<String> problems = new ArrayList<>();
    Map<String, Object> values = new LinkedHashMap<>();
    List<String> names = declared.stream().map(Parameter::name).toList();
    for (String given : raw.keySet()) {
      if (!names.contains(given)) {
        problems.add(unknown(given, names));
      }
    }
    for (Parameter parameter : declared) {
      try {
        values.put(parameter.name(), value(parameter, raw, asOf, zone));
      } catch (IllegalArgumentException e) {
        boolean quotes = parameter.masked() && raw.get(parameter.name()) != null;
        String what = quotes ? hidden(parameter) : e.getMessage();
        String gap = what.startsWith("[") ? "" : " ";
        problems.add("parameter " + parameter.name() + gap + what);
      }
    }
    if (problems.isEmpty()) {
      return Collections.unmodifiableMap(values);
    }
    throw ReportException.permanent(
        problems.size() == 1
            ? problems.get(0)
            : problems.size() + " parameters are wrong:\n  " + String.join("\n  ", problems));
  }

  private static Object value(Parameter parameter, Map<String, ?> raw, Instant asOf, ZoneId zone) {
    Object given = raw.get(parameter.name());
    if (given != null) {
      return ParameterReading.read(parameter, given, zone);
    }
    if (parameter.defaultValue() != null) {
      Optional<Moment> moment =
          parameter.list()
              ? Optional.empty()
              : Moment.named(parameter.type(), parameter.defaultValue());
      return moment.isPresent()
          ? moment.get().at(asOf, zone)
          : ParameterReading.read(parameter, parameter.defaultValue(), zone);
    }
    if (parameter.optional()) {
      return null;
    }
    throw new IllegalArgumentException(
        "(%s, %s) is missing; it is required and has no default"
            .formatted(parameter.title(), parameter.typeName()));
  }

  /** What is wrong with a masked value cannot be said with the value in it. */
  private static String hidden(Parameter parameter) {
    Parameter.Checks checks = parameter.checks();
    List<String> rules = new ArrayList<>();
    rules.add("must be a " + parameter.typeName());
    if (!parameter.choices().isEmpty()) {
      rules.add("one of " + String.join(", ", parameter.choices()));
    }
    if (checks.min() != null) {
      rules.add("at least " + checks.min());
    }
    if (checks.max() != null) {
      rules.add("at most " + checks.max());
    }
    if (checks.pattern() != null) {
      rules.add("of the form " + checks.pattern());
    }
    if (checks.maxLength() != null) {
      rules.add("of at most " + checks.maxLength() + " characters");
    }
    return String.join(", ", rules) + "; its value is masked and not shown here";
  }

  private static String unknown(String given, List<String> names) {
    String known = names.isEmpty() ? "the report has none" : "it has " + String.join(", ", names);
    return "parameter \"%s\" is unknown%s; %s"
        .formatted(given, Suggestion.hint(given, names), known);
  }
}
