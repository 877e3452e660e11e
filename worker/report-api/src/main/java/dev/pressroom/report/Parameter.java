package dev.pressroom.report;

import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One thing that a report can be asked. Immutable; each method gives a changed copy:
 *
 * <pre>{@code
 * Parameter.of("month", ParameterType.MONTH).orElse("previousMonth")
 * Parameter.listOf("regions", ParameterType.TEXT).makeOptional()
 * Parameter.of("rating", ParameterType.INTEGER).title("Least rating").min(1).max(5)
 * }</pre>
 *
 * @param name {@code [A-Za-z_][A-Za-z0-9_]*}, up to 64 characters
 * @param list whether it takes a list of values of its type
 * @param optional whether it may be left out without having a default; its value is null then
 * @param defaultValue as a job would give it, or a computed one such as {@code today}; null for
 *     none
 * @param choices what a CHOICE may be; empty for other types
 * @param title what people see; never null
 * @param traits what else is to be known of it
 */
public record Parameter(
    String name,
    ParameterType type,
    boolean list,
    boolean optional,
    Object defaultValue,
    List<String> choices,
    Checks checks,
    String title,
    Traits traits) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

  /** Words that mean something else wherever a parameter's name can stand. */
  private static final Set<String> TAKEN =
      Set.of("asOf", "title", "rows", "page", "pages", "user", "tenant");

  /**
   * What a value must also be; each may be null.
   *
   * @param min the least value, as a job would give it; for numbers, dates, times and months
   * @param max the greatest value
   * @param pattern a regular expression that the whole text must match
   * @param maxLength in characters, for text; also bounds nothing else
   */
  public record Checks(Object min, Object max, String pattern, Integer maxLength) {
    /** No checks. */
    public static final Checks NONE = new Checks(null, null, null, null);
  }

  /**
   * What is seldom said of a parameter.
   *
   * @param masked whether its values are kept out of logs, listings and error files
   * @param choicesLater whether the report itself looks, when it runs, what a CHOICE may be
   */
  public record Traits(boolean masked, boolean choicesLater) {
    /** None of it. */
    public static final Traits NONE = new Traits(false, false);
  }

  public Parameter {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(checks, "checks");
    Objects.requireNonNull(traits, "traits");
    choices = List.copyOf(choices);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is not a parameter's name; use letters, digits and _, up to 64".formatted(name));
    }
    if (TAKEN.contains(name)) {
      throw new IllegalArgumentException(
          "\"%s\" is taken; a parameter cannot be named one of %s"
              .formatted(name, TAKEN.stream().sorted().toList()));
    }
    if (optional && defaultValue != null) {
      throw new IllegalArgumentException(
          "\"%s\" is optional and has a default; keep one of the two".formatted(name));
    }
    if (defaultValue instanceof List<?> values) {
      defaultValue = List.copyOf(values);
    }
  }

  /** One value, required. A CHOICE is made by {@link #choice}. */
  public static Parameter of(String name, ParameterType type) {
    return new Parameter(name, type, false, false, null, List.of(), Checks.NONE, name, Traits.NONE);
  }

  /** A list of values, required. */
  public static Parameter listOf(String name, ParameterType type) {
    return new Parameter(name, type, true, false, null, List.of(), Checks.NONE, name, Traits.NONE);
  }

  /** One of these, required. */
  public static Parameter choice(String name, String... choices) {
    Parameter plain = of(name, ParameterType.CHOICE);
    return plain.choices(List.of(choices)).checked();
  }

  /** May be left out; the value is null then. */
  public Parameter makeOptional() {
    return new Parameter(name, type, list, true, defaultValue, choices, checks, title, traits)
        .checked();
  }

  /**
   * What is used when a job leaves it out: as a job would give it, or computed from the job's
   * moment, such as {@code today} for a date and {@code previousMonth} for a month.
   *
   * @throws IllegalArgumentException if it is not a legal value
   */
  public Parameter orElse(Object value) {
    return new Parameter(name, type, list, optional, value, choices, checks, title, traits)
        .checked();
  }

  public Parameter choices(Collection<String> values) {
    return new Parameter(
        name, type, list, optional, defaultValue, List.copyOf(values), checks, title, traits);
  }

  public Parameter title(String text) {
    return new Parameter(name, type, list, optional, defaultValue, choices, checks, text, traits);
  }

  /**
   * Its values are kept out of logs, listings and error files. The job's own file has them, and the
   * report may print them.
   */
  public Parameter makeMasked() {
    return traits(new Traits(true, traits.choicesLater));
  }

  /** The same with these traits. */
  public Parameter traits(Traits other) {
    return new Parameter(name, type, list, optional, defaultValue, choices, checks, title, other);
  }

  /** Whether its values are kept out of logs, listings and error files. */
  public boolean masked() {
    return traits.masked;
  }

  /** The least value, as a job would give it. */
  public Parameter min(Object least) {
    return checks(new Checks(least, checks.max, checks.pattern, checks.maxLength)).checked();
  }

  /** The greatest value, as a job would give it. */
  public Parameter max(Object greatest) {
    return checks(new Checks(checks.min, greatest, checks.pattern, checks.maxLength)).checked();
  }

  /** A regular expression that the whole text must match. */
  public Parameter pattern(String regex) {
    return checks(new Checks(checks.min, checks.max, regex, checks.maxLength)).checked();
  }

  /** The most characters that a text may have. */
  public Parameter maxLength(int characters) {
    return checks(new Checks(checks.min, checks.max, checks.pattern, characters)).checked();
  }

  /** The same with all these checks; {@link #checked} says whether they fit. */
  public Parameter checks(Checks other) {
    return new Parameter(name, type, list, optional, defaultValue, choices, other, title, traits);
  }

  /**
   * Looks whether type, choices, checks and default fit together.
   *
   * @return this
   * @throws IllegalArgumentException if they do not; says what and how to mend it
   */
  public Parameter checked() {
    checkChoices();
    checkChecks();
    if (defaultValue != null && (list || Moment.named(type, defaultValue).isEmpty())) {
      try {
        ParameterReading.read(this, defaultValue, ZoneOffset.UTC);
      } catch (IllegalArgumentException e) {
        List<String> computed = list ? List.of() : Moment.namesFor(type);
        String also = computed.isEmpty() ? "" : "; or one of " + String.join(", ", computed);
        throw new IllegalArgumentException("default " + e.getMessage() + also, e);
      }
    }
    return this;
  }

  private void checkChoices() {
    if (type == ParameterType.CHOICE && choices.isEmpty() != traits.choicesLater) {
      throw new IllegalArgumentException("a choice needs choices, such as choices: [open, closed]");
    }
    if (type != ParameterType.CHOICE && traits.choicesLater) {
      throw new IllegalArgumentException(
          "the choices' query is for the type choice; this is " + typeName());
    }
    if (type != ParameterType.CHOICE && !choices.isEmpty()) {
      throw new IllegalArgumentException("choices are for the type choice; this is " + typeName());
    }
    if (new HashSet<>(choices).size() < choices.size()) {
      throw new IllegalArgumentException("choices " + choices + " name one twice");
    }
  }

  private void checkChecks() {
    boolean ordered =
        switch (type) {
          case INTEGER, NUMBER, DATE, TIME, TIMESTAMP, MONTH -> true;
          default -> false;
        };
    if (!ordered && (checks.min != null || checks.max != null)) {
      throw new IllegalArgumentException(
          "min and max are for numbers, dates, times and months; this is " + typeName());
    }
    if (type != ParameterType.TEXT && (checks.pattern != null || checks.maxLength != null)) {
      throw new IllegalArgumentException(
          "pattern and maxLength are for text; this is " + typeName());
    }
    if (checks.maxLength != null && checks.maxLength < 1) {
      throw new IllegalArgumentException(
          "maxLength %d is not a length; use 1 or more".formatted(checks.maxLength));
    }
    try {
      if (checks.pattern != null) {
        Pattern.compile(checks.pattern);
      }
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "pattern \"%s\" is not a regular expression: %s"
              .formatted(checks.pattern, e.getDescription()),
          e);
    }
    ParameterReading.checkBounds(this);
  }

  /** The type as definitions write it, such as {@code list of text}. */
  public String typeName() {
    String one = type.name().toLowerCase(Locale.ROOT);
    return list ? "list of " + one : one;
  }
}
