package dev.pressroom.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
  private static final ZoneId UTC = ZoneId.of("UTC");

  private static Instant at(String local, ZoneId zone) {
    return LocalDateTime.parse(local).atZone(zone).toInstant();
  }

  private static List<String> localFires(Times times, String after, String upTo) {
    return times.between(at(after, ZURICH), at(upTo, ZURICH)).stream()
        .map(fire -> fire.atZone(ZURICH).toOffsetDateTime().toString())
        .toList();
  }

  @Test
  void cronFiresByTheClocksOfItsZone() {
    Times times = CronText.parse("0 30 6 ? * MON-FRI", ZURICH);

    assertThat(localFires(times, "2026-11-20T06:30", "2026-11-24T06:30"))
        .containsExactly("2026-11-23T06:30+01:00", "2026-11-24T06:30+01:00");
  }

  // Europe/Zurich: 2026-03-29 02:00 becomes 03:00; 2026-10-25 03:00 becomes 02:00.

  @Test
  void aTimeThatTheClocksSkipInSpringDoesNotFireThatDay() {
    Times daily = CronText.parse("0 30 2 * * ?", ZURICH);

    assertThat(localFires(daily, "2026-03-28T00:00", "2026-03-31T00:00"))
        .containsExactly("2026-03-28T02:30+01:00", "2026-03-30T02:30+02:00");
  }

  @Test
  void aTimeThatComesTwiceInAutumnFiresTheSecondTime() {
    Times daily = CronText.parse("0 30 2 * * ?", ZURICH);

    assertThat(localFires(daily, "2026-10-24T00:00", "2026-10-27T00:00"))
        .containsExactly(
            "2026-10-24T02:30+02:00", "2026-10-25T02:30+01:00", "2026-10-26T02:30+01:00");
  }

  @Test
  void whatFiresEveryHourIsSilentForTheFirstPassOfTheHourThatComesTwice() {
    Times hourly = CronText.parse("0 0 * * * ?", ZURICH);

    assertThat(localFires(hourly, "2026-03-29T00:30", "2026-03-29T04:30"))
        .containsExactly(
            "2026-03-29T01:00+01:00", "2026-03-29T03:00+02:00", "2026-03-29T04:00+02:00");
    assertThat(localFires(hourly, "2026-10-25T00:30", "2026-10-25T04:30"))
        .containsExactly(
            "2026-10-25T01:00+02:00",
            "2026-10-25T02:00+01:00",
            "2026-10-25T03:00+01:00",
            "2026-10-25T04:00+01:00");
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Zurich, 2026-10-24T00:00",
    "Europe/Moscow, 2014-10-25T00:00",
    "Australia/Lord_Howe, 2026-04-04T00:00",
    "America/Sao_Paulo, 2018-02-17T00:00"
  })
  void askedAtAnyMomentItTellsTheSameFires(ZoneId zone, String from) {
    for (String cron : List.of("0 0 2 * * ?", "0 30 * * * ?", "0 15 23 * * ?", "7 45 1 * * ?")) {
      Times times = CronText.parse(cron, zone);
      Instant next = at(from, zone);
      for (Instant now = next; now.isBefore(at(from, zone).plus(Duration.ofDays(3))); ) {
        Instant told = times.next(now).orElseThrow();
        assertThat(told).as(cron + " after " + now).isAfter(now).isAfterOrEqualTo(next);
        next = told;
        now = now.plusSeconds(20);
      }
    }
  }

  @Test
  void anIntervalGoesByElapsedTimeWhateverClocksShow() {
    Times times = new Times.Every(Duration.ofHours(6), at("2026-01-01T06:00", ZURICH), "every 6h");

    assertThat(times.next(at("2025-01-01T00:00", ZURICH)))
        .as("the beginning")
        .contains(at("2026-01-01T06:00", ZURICH));
    assertThat(times.next(at("2026-01-01T06:00", ZURICH))).contains(at("2026-01-01T12:00", ZURICH));
    assertThat(localFires(times, "2026-03-28T17:59", "2026-03-29T13:30"))
        .containsExactly(
            "2026-03-28T18:00+01:00",
            "2026-03-29T00:00+01:00",
            "2026-03-29T07:00+02:00",
            "2026-03-29T13:00+02:00");
  }

  @Test
  void theLastFireOfALongTimeIsFoundWithoutCountingThemAll() {
    Times seconds = CronText.parse("* * * * 1 ?", UTC);

    assertThat(
            seconds.lastBetween(
                Instant.parse("2000-01-15T00:00:00Z"), Instant.parse("2026-11-21T08:00:00Z")))
        .contains(Instant.parse("2026-01-31T23:59:59Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "0 0 8 * * ?, 2026-11-20T08:00:00Z, 2026-11-21T07:59:59.999Z,",
    "0 0 8 * * ?, 2026-11-20T07:59:59.999Z, 2026-11-20T08:00:00Z, 2026-11-20T08:00:00Z",
    "0 0 8 * * ?, 2026-11-20T08:00:00Z, 2026-11-20T08:00:00Z,",
    "0 0 8 * * ?, 2026-11-20T08:00:00Z, 2026-11-23T07:00:00Z, 2026-11-22T08:00:00Z",
    "0 0 8 * * ? 2020, 2019-01-01T00:00:00Z, 2026-11-23T07:00:00Z, 2020-12-31T08:00:00Z",
    "0 0 8 * * ? 2020, 2021-01-01T00:00:00Z, 2026-11-23T07:00:00Z,",
  })
  void theLastFireLiesAfterTheBeginningAndNotAfterTheEnd(
      String cron, Instant after, Instant upTo, Instant last) {
    Times times = CronText.parse(cron, UTC);

    if (last == null) {
      assertThat(times.lastBetween(after, upTo)).isEmpty();
    } else {
      assertThat(times.lastBetween(after, upTo)).contains(last);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "30 6 * * * | write 0 30 6 * * ?",
        "30 6 * * 1-5 | write 0 30 6 ? * MON-FRI",
        "*/15 6 * * 0,6 | write 0 */15 6 ? * SUN,SAT",
        "0 0 1 * * | write 0 0 0 1 * ?",
        "0 0 1 * 1 | write two schedules",
        "0 0 25 * * ? | is not a cron expression: Hour values must be between 0 and 23",
        "0 0 6 * * * | with ? for one of the days",
        "soon | is not a cron expression",
        "0 0 0 30 2 ? | never fires",
      })
  void whatIsNoneIsRefusedWithWhatToWrite(String cron, String message) {
    assertThatThrownBy(() -> CronText.parse(cron, UTC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + cron + "\"")
        .hasMessageContaining(message);
  }
}
