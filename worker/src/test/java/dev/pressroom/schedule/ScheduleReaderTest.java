package dev.pressroom.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.Backoff;
import dev.pressroom.job.Delivery;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.OutputRequest;
import dev.pressroom.job.Principal;
import dev.pressroom.queue.ScheduleStore;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleReaderTest {
  private static final Set<String> FORMATS = Set.of("csv", "pdf");
  private static final Instant FIRE = Instant.parse("2026-10-31T23:30:00Z");

  private static Schedule read(String text) {
    ScheduleReader reader = new ScheduleReader("finance.sales", "finance/sales.yaml", FORMATS);
    Schedule schedule = reader.read(text);
    assertThat(reader.problems()).isEmpty();
    return schedule;
  }

  private static List<String> problems(String text) {
    ScheduleReader reader = new ScheduleReader("finance.sales", "finance/sales.yaml", FORMATS);
    assertThat(reader.read(text)).isNull();
    return reader.problems().stream().map(Object::toString).toList();
  }

  @Test
  void theShortestSaysWhenWhereAndWhich() {
    Schedule schedule =
        read(
            """
            pressroom: schedule/1
            cron: 0 0 6 * * ?
            timeZone: Europe/Zurich
            job: {report: finance.sales}
            """);

    assertThat(schedule.misfire()).isEqualTo(Misfire.FIRE_ONCE);
    assertThat(schedule.enabled()).isTrue();
    assertThat(schedule.times()).isEqualTo("cron 0 0 6 * * ? in Europe/Zurich");
    assertThat(schedule.next(Instant.parse("2026-11-21T08:00:00Z")))
        .contains(Instant.parse("2026-11-22T05:00:00Z"));
    JobRequest request = schedule.request(FIRE);
    assertThat(request)
        .isEqualTo(
            JobRequest.of("finance.sales")
                .timeZone(ZoneId.of("Europe/Zurich"))
                .asOf(FIRE)
                .label("schedule", "finance.sales")
                .key(ScheduleStore.key("finance.sales", FIRE))
                .build());
  }

  @Test
  void allThatAJobCanBeIsSaidBelowJob() {
    JobRequest request =
        read("""
                pressroom: schedule/1
                every: 15m
                from: 2026-11-21T06:00
                timeZone: Europe/Zurich
                misfire: skip
                enabled: true
                job:
                  report: finance.sales
                  parameters:
                    regions: [north, "7", 7]
                    limit: 12.50
                    draft: false
                    month: 2026-10
                    none: null
                  outputs:
                    - pdf
                    - {format: csv, name: "sales {fire:yyyy-MM}", options: {delimiter: semicolon, bom: true}}
                  queue: nightly
                  priority: 7
                  principal: {tenant: acme, user: Zoë}
                  labels: {team: sales}
                  locale: de-CH
                  timeZone: UTC
                  expiresAfter: 12h
                  timeout: 90s
                  attempts: 5
                  backoff: {first: 1m, most: 2h}
                  publishAt: ["finance/{fire:yyyy}/{fire}"]
                """)
            .request(FIRE);

    assertThat(request.parameters())
        .containsEntry("regions", List.of("north", "7", 7L))
        .containsEntry("limit", new BigDecimal("12.50"))
        .containsEntry("draft", false)
        .containsEntry("month", "2026-10")
        .containsEntry("none", null)
        .hasSize(5);
    assertThat(request.outputs())
        .containsExactly(
            OutputRequest.of("pdf"),
            new OutputRequest(
                "csv", "sales 2026-10", Map.of("delimiter", "semicolon", "bom", true)));
    assertThat(request.queue()).isEqualTo("nightly");
    assertThat(request.priority()).isEqualTo(7);
    assertThat(request.principal()).isEqualTo(new Principal("acme", "Zoë"));
    assertThat(request.labels()).isEqualTo(Map.of("team", "sales", "schedule", "finance.sales"));
    assertThat(request.locale()).contains(Locale.forLanguageTag("de-CH"));
    assertThat(request.timeZone()).contains(ZoneId.of("UTC"));
    assertThat(request.expiresAt()).contains(FIRE.plus(Duration.ofHours(12)));
    assertThat(request.timeout()).contains(Duration.ofSeconds(90));
    assertThat(request.attempts()).isEqualTo(5);
    assertThat(request.backoff())
        .isEqualTo(new Backoff(Duration.ofMinutes(1), Duration.ofHours(2)));
    assertThat(request.deliver()).containsExactly(new Delivery.Publish("finance/2026/2026-10-31"));
  }

  @Test
  void datesInNamesAreThoseOfTheSchedulesZone() {
    Schedule schedule =
        read(
            """
            pressroom: schedule/1
            cron: 0 30 0 1 * ?
            timeZone: Europe/Zurich
            job:
              report: finance.sales
              outputs: [{format: csv, name: "{fire:dd/MM/yyyy} x"}]
              publishAt: ["{fire:yyyy/MM}/sales"]
            """);

    assertThat(schedule.request(FIRE).outputs().get(0).name()).isEqualTo("01_11_2026 x");
    assertThat(schedule.request(FIRE).deliver())
        .containsExactly(new Delivery.Publish("2026/11/sales"));
  }

  @Test
  void byHandIsOneJobWithinASecond() {
    Schedule schedule =
        read(
            """
            pressroom: schedule/1
            every: 1h
            timeZone: UTC
            job: {report: finance.sales}
            """);

    JobRequest first = schedule.byHand(FIRE.plusMillis(1));
    assertThat(schedule.byHand(FIRE.plusMillis(999))).isEqualTo(first);
    assertThat(schedule.byHand(FIRE.plusMillis(1_000)).key()).isNotEqualTo(first.key());
    assertThat(first.asOf()).contains(FIRE);
    assertThat(first.key()).isNotEqualTo(schedule.request(FIRE).key());
  }

  @Test
  void everythingThatIsWrongIsToldAtOnceWithItsPlaceAndItsCure() {
    assertThat(
            problems(
                """
                pressroom: schedule/1
                crom: 0 0 6 * * ?
                timeZone: Europe/Zürich
                misfire: skipp
                enabled: yes
                job:
                  report: Finance Sales
                  outputs: [pfd, {format: csv, name: "{month}"}]
                  priority: 12
                  queue: Nightly
                  expiresAfter: 12
                  locale: "de_CH!"
                  parameters: {a b: 1, c: {d: 1}}
                  labels: {schedule: x}
                  principal: {tenant: ACME}
                  publishAt: [../up]
                  retries: 3
                """))
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).startsWith("finance/sales.yaml:1:1 cron is missing"),
            p -> assertThat(p).contains(":2:1 crom is unknown (did you mean cron?)"),
            p -> assertThat(p).contains(":3:11 timeZone", "did you mean Europe/Zurich?"),
            p -> assertThat(p).contains(":4:10 misfire \"skipp\"", "did you mean skip?"),
            p -> assertThat(p).contains(":5:10 enabled \"yes\" is not true or false"),
            p -> assertThat(p).contains(":7:11 job.report \"Finance Sales\""),
            p -> assertThat(p).contains(":8:12 job.outputs \"pfd\"", "did you mean pdf?"),
            p -> assertThat(p).contains(":8:38 job.outputs.name {month} is not known", "fire"),
            p -> assertThat(p).contains(":9:13 job.priority"),
            p -> assertThat(p).contains(":10:10 job.queue"),
            p -> assertThat(p).contains(":11:17 job.expiresAfter \"12\" is not a duration"),
            p -> assertThat(p).contains(":12:11 job.locale"),
            p -> assertThat(p).contains("job.parameters.a b"),
            p -> assertThat(p).contains("job.parameters.c is a map"),
            p -> assertThat(p).contains("job.labels.schedule is set by every schedule"),
            p -> assertThat(p).contains("job.principal"),
            p -> assertThat(p).contains("job.publishAt"),
            p -> assertThat(p).contains(":17:3 job.retries is unknown"));
  }

  @Test
  void whatIsNoScheduleIsRefusedAlone() {
    assertThat(problems("")).singleElement().asString().contains(":1:1");
    assertThat(problems("pressroom: [")).singleElement().asString().contains("is not YAML");
    assertThat(problems("pressroom: report/1\ntitle: x\n"))
        .singleElement()
        .asString()
        .contains("write schedule/1");
    assertThat(problems("cron: x\n")).singleElement().asString().contains("pressroom is missing");
  }

  @Test
  void contradictionsAreRefused() {
    String head = "pressroom: schedule/1\ntimeZone: UTC\njob: {report: a}\n";
    for (List<String> wrong :
        Arrays.asList(
            List.of("cron: 0 0 6 * * ?\nevery: 1h\n", "keep one"),
            List.of("cron: 0 0 6 * * ?\nfrom: 2026-01-01T00:00\n", "belongs to every"),
            List.of("every: 10ms\n", "whole number of seconds"),
            List.of("every: 400d\n", "from 1s to 366d"),
            List.of("every: 1h\nfrom: +999999999-01-01T00:00\n", "in the years 1970 to 9999"),
            List.of("every: 1h\nfrom: noon\n", "is not a date and time"))) {
      assertThat(problems(head + wrong.get(0))).singleElement().asString().contains(wrong.get(1));
    }
    assertThat(problems("pressroom: schedule/1\nevery: 1h\ntimeZone: UTC\njob: later\n"))
        .anySatisfy(problem -> assertThat(problem).contains("job is a value; it must be a map"));
    assertThat(problems("pressroom: schedule/1\nevery: 1h\ntimeZone: \"+01:00\"\n"))
        .hasSize(2)
        .anySatisfy(problem -> assertThat(problem).contains("is not a time zone"))
        .anySatisfy(problem -> assertThat(problem).contains("job is missing"));
  }

  @Test
  void theSampleIsOne() throws Exception {
    ScheduleFiles files = new ScheduleFiles(Path.of("..", "deploy", "schedules"), FORMATS);
    files.look();

    assertThat(files.found()).isNotEmpty().noneMatch(ScheduleFiles.Found::broken);
  }
}
