package dev.pressroom.report.definition;

import dev.pressroom.report.Format;
import dev.pressroom.report.Parameter;
import dev.pressroom.report.Report;
import dev.pressroom.report.ReportContext;
import dev.pressroom.report.ReportException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names of output files, with places: {@code sales-{month:yyyy-MM}}. Stateless. */
public final class OutputNames {
  /** In bytes of UTF-8; leaves room for an extension within what file systems take. */
  private static final int LONGEST = 200;

  private OutputNames() {}

  /**
   * The name with its places filled in from the report's parameters, {@code asOf}, {@code user} and
   * {@code tenant}. What no file's name may hold becomes {@code _}.
   *
   * @param template without extension
   * @throws ReportException permanent, if it names something else, a format does not fit, or
   *     nothing is left of it
   */
  public static String fill(String template, Report report, ReportContext context) {
    try {
      Template parsed = Template.parse(template);
      Set<String> legal = Names.of(context.parameters().keySet());
      // Whoever may list a folder would read it.
      report.parameters().stream().filter(Parameter::masked).forEach(p -> legal.remove(p.name()));
      List<String> problems = Names.problems(parsed, legal);
      if (!problems.isEmpty()) {
        throw new IllegalArgumentException(problems.get(0));
      }
      return clean(parsed.in(new FileScope(context)));
    } catch (IllegalArgumentException e) {
      throw ReportException.permanent(
          "output name \"%s\" of report %s: %s".formatted(template, report.name(), e.getMessage()),
          e);
    }
  }

  /** Without what no file's name may hold. */
  static String clean(String filled) {
    StringBuilder clean = new StringBuilder();
    filled
        .codePoints()
        .forEach(
            c -> {
              boolean bad =
                  Character.isISOControl(c)
                      || Character.getType(c) == Character.SURROGATE
                      || Character.getType(c) == Character.FORMAT
                      || "/\\:*?\"<>|".indexOf(c) >= 0;
              clean.appendCodePoint(bad ? '_' : Character.isWhitespace(c) ? ' ' : c);
            });
    String name = clean.toString().strip();
    // A leading dot would hide the file, or climb out of the folder; a trailing one is lost on
    // Windows.
    name = name.replaceFirst("^\\.+", "_").replaceFirst("[. ]+$", "");
    while (name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      name = name.substring(0, name.offsetByCodePoints(name.length(), -1)).stripTrailing();
    }
    if (name.isEmpty()) {
      throw new IllegalArgumentException("nothing is left of it; put something constant in");
    }
    return name;
  }

  /** Values for file names: the same in every locale, so that programs can find the files. */
  private record FileScope(ReportContext context) implements Template.Scope {
    private static final Format ISO_DATE = Format.parse("yyyy-MM-dd");
    private static final Format ISO_MONTH = Format.parse("yyyy-MM");

    @Override
    public Object value(String name) {
      return switch (name) {
        case "asOf" -> context.asOf();
        case "user" -> context.user().orElse(null);
        case "tenant" -> context.tenant().orElse(null);
        default -> context.parameters().get(name);
      };
    }

    /** Without a stated format, dates as ISO writes them: files then sort by time. */
    @Override
    public Format format(String name) {
      Object value = value(name);
      if (value instanceof LocalDate || value instanceof Instant) {
        return ISO_DATE;
      }
      return value instanceof YearMonth ? ISO_MONTH : Format.TEXT;
    }

    @Override
    public Locale locale() {
      return context.locale();
    }

    @Override
    public ZoneId zone() {
      return context.timeZone();
    }

    @Override
    public String nothing() {
      return "none";
    }
  }
}
