package dev.pressroom.report.definition;

import dev.pressroom.report.Format;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A name of files in which one moment may stand: {@code sales-{fire:yyyy-MM}}. Immutable; read
 * once, filled in often.
 */
public final class MomentText {
  private static final Format ISO_DATE = Format.parse("yyyy-MM-dd");

  private final Template template;

  private MomentText(Template template) {
    this.template = template;
  }

  /**
   * Reads it.
   *
   * @param name what the moment is called between braces
   * @throws IllegalArgumentException if it names something else, or a format shows no moments
   */
  public static MomentText parse(String text, String name) {
    Template template = Template.parse(text);
    List<String> problems = Names.problems(template, Set.of(name));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.get(0));
    }
    MomentText parsed = new MomentText(template);
    parsed.filled(Instant.EPOCH, Locale.ROOT, ZoneId.of("UTC"));
    return parsed;
  }

  private String filled(Instant moment, Locale locale, ZoneId zone) {
    return template.in(
        new Template.Scope() {
          @Override
          public Object value(String name) {
            return moment;
          }

          @Override
          public Format format(String name) {
            return ISO_DATE;
          }

          @Override
          public Locale locale() {
            return locale;
          }

          @Override
          public ZoneId zone() {
            return zone;
          }
        });
  }

  /**
   * A file's name. What none may hold becomes {@code _}, if the moment stands in it; what a person
   * wrote is left to whoever checks names.
   */
  public String fileName(Instant moment, Locale locale, ZoneId zone) {
    String filled = filled(moment, locale, zone);
    return template.names().isEmpty() ? filled : OutputNames.clean(filled);
  }

  /** The same for a path: each {@code /} begins another name. */
  public String path(Instant moment, Locale locale, ZoneId zone) {
    String filled = filled(moment, locale, zone);
    return template.names().isEmpty()
        ? filled
        : Arrays.stream(filled.split("/", -1))
            .map(OutputNames::clean)
            .collect(Collectors.joining("/"));
  }
}
