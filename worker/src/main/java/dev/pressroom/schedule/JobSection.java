package dev.pressroom.schedule;

import dev.pressroom.job.Backoff;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.OutputRequest;
import dev.pressroom.notation.Languages;
import dev.pressroom.notation.Units;
import dev.pressroom.notation.Zones;
import dev.pressroom.report.Suggestion;
import dev.pressroom.report.definition.MomentText;
import dev.pressroom.report.definition.Section;
import dev.pressroom.yaml.Node;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads {@code job:}, each of whose keys is tried on a sample job at once, so that its problem
 * stands where it is. For one thread.
 */
final class JobSection {
  /** A fire to try with. */
  private static final Instant SAMPLE = Instant.parse("2026-11-21T17:30:00Z");

  private static final String FIRE = "fire";
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,30})\\.[0-9]{1,30}");

  private final Section section;
  private final Set<String> formats;
  private final List<JobTemplate.Step> steps = new ArrayList<>();
  private JobRequest.Builder sample;
  private Locale locale = Locale.ROOT;
  private ZoneId zone;

  /**
   * @param formats of output files that there are
   * @param zone the schedule's
   */
  JobSection(Section section, Set<String> formats, ZoneId zone) {
    this.section = section;
    this.formats = formats;
    this.zone = zone;
  }

  /** What can be used of it; problems are noted. */
  JobTemplate read() {
    section.required("report", "report: finance.monthly-sales");
    String report = section.parsed("report", JobId::checkReport, "unknown");
    sample = JobRequest.of(report);
    zone = section.parsed("timeZone", Zones::region, zone);
    take("timeZone", zone, JobRequest.Builder::timeZone);
    set("locale", JobSection::locale, this::inLocale);
    parameters();
    outputs();
    set("queue", Function.identity(), JobRequest.Builder::queue);
    set("priority", JobSection::number, JobRequest.Builder::priority);
    principal();
    labels();
    set("expiresAfter", JobSection::duration, (to, fire, after) -> to.expiresAt(fire.plus(after)));
    set("timeout", JobSection::duration, JobRequest.Builder::timeout);
    set("attempts", JobSection::number, JobRequest.Builder::attempts);
    backoff();
    publishAt();
    section.end();
    try {
      sample.build();
    } catch (IllegalArgumentException e) {
      section.problem("outputs", e.getMessage());
    }
    return new JobTemplate(report, steps);
  }

  private interface Setter<T> {
    void set(JobRequest.Builder to, T value);
  }

  private interface FireSetter<T> {
    void set(JobRequest.Builder to, Instant fire, T value);
  }

  private <T> void set(String key, Function<String, T> parser, Setter<T> setter) {
    set(key, parser, (to, fire, value) -> setter.set(to, value));
  }

  private <T> void set(String key, Function<String, T> parser, FireSetter<T> setter) {
    T value = section.parsed(key, parser, null);
    if (value != null) {
      take(section, key, (to, fire) -> setter.set(to, fire, value));
    }
  }

  private <T> void take(String key, T value, Setter<T> setter) {
    take(section, key, (to, fire) -> setter.set(to, value));
  }

  private void take(Section in, String key, JobTemplate.Step step) {
    try {
      step.add(sample, SAMPLE);
      steps.add(step);
    } catch (IllegalArgumentException e) {
      in.problem(key, e.getMessage());
    }
  }

  private void inLocale(JobRequest.Builder to, Locale value) {
    locale = value;
    to.locale(value);
  }

  private void parameters() {
    Section parameters = section.section("parameters");
    if (parameters != null) {
      parameters
          .all()
          .forEach(
              (name, entry) -> {
                Object value = value(parameters, name, entry.value());
                take(parameters, name, (to, fire) -> to.parameter(name, value));
              });
    }
  }

  /** As YAML means it: what is quoted is text. */
  private static Object value(Section in, String name, Node node) {
    if (node instanceof Node.Sequence list) {
      return list.items().stream().map(item -> value(in, name, item)).toList();
    }
    if (!(node instanceof Node.Scalar scalar)) {
      in.problem(name, "is a map; write a value, or a list of values");
      return "";
    }
    String text = scalar.text();
    if (!scalar.plain()) {
      return text;
    } else if (scalar.isNull()) {
      return null;
    } else if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    } else if (INTEGER.matcher(text).matches()) {
      return Long.valueOf(text);
    }
    return DECIMAL.matcher(text).matches() ? new BigDecimal(text) : text;
  }

  private void outputs() {
    for (Node item : section.list("outputs")) {
      if (item instanceof Node.Scalar scalar && !scalar.isNull()) {
        try {
          OutputRequest output = OutputRequest.of(format(scalar.text()));
          steps.add((to, fire) -> to.output(output));
          sample.output(output);
        } catch (IllegalArgumentException e) {
          section.problem("outputs", e.getMessage());
        }
      } else {
        output(new Section(item, section.path("outputs"), section.problems()));
      }
    }
  }

  private void output(Section output) {
    output.required("format", "format: pdf");
    String format = output.parsed("format", this::format, null);
    MomentText name = output.parsed("name", text -> MomentText.parse(text, FIRE), null);
    Map<String, Object> options = new TreeMap<>();
    Section given = output.section("options");
    if (given != null) {
      given.all().forEach((key, entry) -> options.put(key, value(given, key, entry.value())));
    }
    output.end();
    if (format != null) {
      take(
          output,
          name == null ? "format" : "name",
          (to, fire) ->
              to.output(
                  new OutputRequest(
                      format, name == null ? null : name.fileName(fire, locale, zone), options)));
    }
  }

  private String format(String text) {
    if (!formats.contains(text)) {
      throw new IllegalArgumentException(
          "\"%s\" is not a format%s; one of: %s"
              .formatted(text, Suggestion.hint(text, formats), String.join(", ", formats)));
    }
    return text;
  }

  private void principal() {
    Section principal = section.section("principal");
    if (principal != null) {
      String tenant = principal.text("tenant");
      String user = principal.text("user");
      principal.end();
      take(section, "principal", (to, fire) -> to.principal(tenant, user));
    }
  }

  private void labels() {
    Section labels = section.section("labels");
    if (labels != null) {
      for (String name : labels.all().keySet()) {
        String value = labels.text(name);
        if (name.equals(Schedule.LABEL)) {
          labels.problem(name, "is set by every schedule, to its own name; leave it out");
        } else if (value != null) {
          take(labels, name, (to, fire) -> to.label(name, value));
        }
      }
    }
  }

  private void backoff() {
    Section backoff = section.section("backoff");
    if (backoff != null) {
      Duration first = backoff.parsed("first", JobSection::duration, Backoff.DEFAULT.first());
      Duration most = backoff.parsed("most", JobSection::duration, Backoff.DEFAULT.most());
      backoff.end();
      take(section, "backoff", (to, fire) -> to.backoff(new Backoff(first, most)));
    }
  }

  private void publishAt() {
    for (Node item : section.list("publishAt")) {
      if (item instanceof Node.Scalar scalar && !scalar.isNull()) {
        try {
          MomentText path = MomentText.parse(scalar.text(), FIRE);
          take(section, "publishAt", (to, fire) -> to.publishAt(path.path(fire, locale, zone)));
        } catch (IllegalArgumentException e) {
          section.problem("publishAt", e.getMessage());
        }
      } else {
        section.problem("publishAt", "has " + item.kind() + " in its list; write paths");
      }
    }
  }

  private static int number(String text) {
    if (!text.matches("[0-9]{1,6}")) {
      throw new IllegalArgumentException("\"" + text + "\" is not a whole number; write 3");
    }
    return Integer.parseInt(text);
  }

  static Duration duration(String text) {
    return Units.duration(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"" + text + "\" is not a duration; write 90s, 15m, 2h or 1d"));
  }

  private static Locale locale(String text) {
    return Languages.read(text)
        .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" " + Languages.RULE));
  }
}
