package dev.pressroom.schedule;

import dev.pressroom.notation.Zones;
import dev.pressroom.report.definition.Problem;
import dev.pressroom.report.definition.Problems;
import dev.pressroom.report.definition.Section;
import dev.pressroom.yaml.Node;
import dev.pressroom.yaml.YamlTree;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** Reads a schedule's file. For one thread. */
final class ScheduleReader {
  private static final String FORM = "schedule/1";

  /** The anchor of intervals that state none: midnight, and long ago. */
  private static final LocalDateTime LONG_AGO = LocalDateTime.of(2000, 1, 1, 0, 0);

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(366);

  private final String name;
  private final Set<String> formats;
  private final Problems problems;

  /**
   * @param file as problems name it
   * @param formats of output files that there are
   */
  ScheduleReader(String name, String file, Set<String> formats) {
    this.name = name;
    this.formats = formats;
    this.problems = new Problems(file);
  }

  /** What is wrong with the file; empty if nothing is. */
  List<Problem> problems() {
    return problems.sorted();
  }

  /** Null if anything is wrong. */
  Schedule read(String text) {
    Node root;
    try {
      root = YamlTree.read(text);
    } catch (YamlTree.Broken e) {
      problems.add(e.at(), e.getMessage());
      return null;
    }
    Section section = new Section(root, "", problems);
    if (!(root instanceof Node.Mapping) || !isOfThisForm(section)) {
      return null;
    }
    section.required("timeZone", "timeZone: Europe/Zurich");
    ZoneId zone = section.parsed("timeZone", Zones::region, ZoneId.of("UTC"));
    Times times = times(section, zone);
    Misfire misfire = section.parsed("misfire", Misfire::parse, Misfire.FIRE_ONCE);
    boolean enabled = section.flag("enabled", true);
    JobTemplate job = null;
    if (!section.has("job")) {
      problems.add(section.at(), "job is missing; write job: {report: finance.monthly-sales}");
    } else {
      job = new JobSection(section.section("job"), formats, zone).read();
    }
    section.end();
    return problems.isEmpty()
        ? new Schedule(name, new Schedule.When(times, zone, misfire, enabled), job)
        : null;
  }

  /** In a file of another kind everything else would be wrong too. */
  private boolean isOfThisForm(Section section) {
    String form = section.required("pressroom", "pressroom: " + FORM);
    if (form != null && !form.equals(FORM)) {
      section.problem("pressroom", form + " is not a form that this version reads; write " + FORM);
    }
    return FORM.equals(form);
  }

  /** Null if it is wrong. */
  private Times times(Section section, ZoneId zone) {
    boolean cron = section.has("cron");
    boolean every = section.has("every");
    if (cron == every) {
      problems.add(
          section.at(),
          cron
              ? "cron and every are both there; keep one"
              : "cron is missing; write cron: 0 0 6 * * ? or every: 15m");
    }
    Instant from = section.parsed("from", text -> moment(text, zone), null);
    Duration distance = section.parsed("every", ScheduleReader::distance, null);
    if (cron && from != null) {
      section.problem("from", "belongs to every; a cron expression needs no beginning");
    }
    if (distance == null) {
      return section.parsed("cron", text -> CronText.parse(text, zone), null);
    }
    Instant anchor = from == null ? LONG_AGO.atZone(zone).toInstant() : from;
    return new Times.Every(
        distance, anchor, "every %s from %s".formatted(section.text("every"), anchor.atZone(zone)));
  }

  private static Duration distance(String text) {
    Duration distance = JobSection.duration(text);
    if (distance.compareTo(SHORTEST) < 0
        || distance.compareTo(LONGEST) > 0
        || distance.getNano() != 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a whole number of seconds from 1s to 366d");
    }
    return distance;
  }

  private static Instant moment(String text, ZoneId zone) {
    LocalDateTime moment;
    try {
      moment = LocalDateTime.parse(text.replace(' ', 'T')).withNano(0);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a date and time; write 2026-11-21T06:00, in the schedule's zone",
          e);
    }
    if (moment.getYear() < 1970 || moment.getYear() > 9999) {
      throw new IllegalArgumentException("\"" + text + "\" is not in the years 1970 to 9999");
    }
    return moment.atZone(zone).toInstant();
  }
}
