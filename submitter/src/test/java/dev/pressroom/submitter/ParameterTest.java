package dev.pressroom.submitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of Java types in the README, as a worker reads them from {@code job.json}. */
class ParameterTest {
  @TempDir Path root;

  private Bench bench;
  private Submitter submitter;

  @BeforeEach
  void open() {
    bench = new Bench(root);
    submitter = bench.submitter();
  }

  @AfterEach
  void close() {
    submitter.close();
    bench.close();
  }

  static List<Arguments> accepted() {
    Instant instant = Instant.parse("2026-10-25T00:59:59.123456789Z");
    ZoneId zurich = ZoneId.of("Europe/Zurich");
    return List.of(
        Arguments.of("Grüße, 売上 \"\\\n\t \uD83D\uDE00", "Grüße, 売上 \"\\\n\t \uD83D\uDE00"),
        Arguments.of("", ""),
        Arguments.of(java.nio.CharBuffer.wrap("text"), "text"),
        Arguments.of('c', "c"),
        Arguments.of(JobState.QUEUED, "QUEUED"),
        Arguments.of(true, true),
        Arguments.of((byte) -1, -1L),
        Arguments.of((short) 2, 2L),
        Arguments.of(3, 3L),
        Arguments.of(Long.MIN_VALUE, Long.MIN_VALUE),
        Arguments.of(new BigInteger("7"), 7L),
        Arguments.of(
            new BigInteger("123456789012345678901234567890"),
            new BigDecimal("123456789012345678901234567890")),
        Arguments.of(new BigDecimal("0.10"), new BigDecimal("0.10")),
        Arguments.of(
            new BigDecimal("12345678901234567890.123456789012345678901234567890"),
            new BigDecimal("12345678901234567890.123456789012345678901234567890")),
        Arguments.of(new BigDecimal("1E-200"), new BigDecimal("1E-200")),
        Arguments.of(new BigDecimal("1E+3"), 1000L),
        Arguments.of(new BigDecimal("5"), 5L),
        Arguments.of(0.1, new BigDecimal("0.1")),
        Arguments.of(0.1f, new BigDecimal("0.1")),
        Arguments.of(LocalDate.of(2026, 10, 25), "2026-10-25"),
        Arguments.of(LocalTime.of(8, 30), "08:30"),
        Arguments.of(LocalDateTime.of(2026, 10, 25, 2, 30), "2026-10-25T02:30"),
        Arguments.of(YearMonth.of(2026, 10), "2026-10"),
        Arguments.of(instant, "2026-10-25T00:59:59.123456789Z"),
        Arguments.of(ZonedDateTime.ofInstant(instant, zurich), instant.toString()),
        Arguments.of(OffsetDateTime.ofInstant(instant, zurich), instant.toString()),
        Arguments.of(List.of(1, "a", new BigDecimal("0.10")), listOf(1L, "a", "0.10")),
        Arguments.of(new Integer[] {1, null}, Arrays.asList(1L, null)),
        Arguments.of(List.of(), List.of()));
  }

  private static List<Object> listOf(long whole, String text, String decimal) {
    return List.of(whole, text, new BigDecimal(decimal));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void arrivesAtTheWorkerAsItWasMeant(Object handedOver, Object arrives) {
    submitter.submit(
        JobRequest.of("sales").parameter("p", handedOver).parameter("absent", null).build());

    Map<String, Object> parameters = bench.claim().job().request().parameters();

    assertThat(parameters.get("p")).isEqualTo(arrives);
    assertThat(parameters).containsEntry("absent", null);
  }

  @Test
  void theInstantIsTheSameNanosecond() {
    Instant instant = Instant.parse("1969-12-31T23:59:59.000000001Z");
    submitter.submit(JobRequest.of("sales").parameter("p", instant).asOf(instant).build());

    JobRequest read = bench.claim().job().request();

    assertThat(Instant.parse((String) read.parameters().get("p"))).isEqualTo(instant);
    assertThat(read.asOf()).contains(instant);
  }

  @Test
  void everythingElseOfARequestArrivesToo() {
    JobRequest request =
        JobRequest.of("finance.sales")
            .parameter("z", 1)
            .parameter("a", 2)
            .output("pdf", "Umsätze 2026")
            .output("csv")
            .priority(2)
            .principal("acme", "zoë")
            .label("customer", "4711")
            .locale(Locale.forLanguageTag("de-CH"))
            .timeZone(ZoneId.of("Europe/Zurich"))
            .expiresAt(Instant.parse("2100-01-01T00:00:00.5Z"))
            .timeout(Duration.ofMinutes(5))
            .attempts(7)
            .publishAt("finance/2026-10/sales")
            .batch("payroll")
            .build();
    submitter.submit(request);

    JobRequest read = bench.claim().job().request();

    assertThat(read).isEqualTo(request);
    assertThat(List.copyOf(read.parameters().keySet())).containsExactly("z", "a");
  }

  @SuppressWarnings("JavaUtilDate") // refused for what it is
  static List<Object> refused() {
    return List.of(
        new Object(),
        new Date(),
        UUID.randomUUID(),
        Year.of(2026),
        Duration.ofDays(1),
        Optional.of(1),
        Map.of("a", 1),
        new int[] {1},
        List.of(List.of(1)),
        Double.NaN,
        Float.NEGATIVE_INFINITY,
        new BigDecimal("1E+1000000000"),
        "with a NUL \0",
        "half a pair \uD83D",
        "x".repeat(100_001));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedByName(Object value) throws Exception {
    assertThatThrownBy(() -> JobRequest.of("sales").parameter("rate", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"rate\"");
    assertThat(bench.remains()).isEmpty();
  }
}
