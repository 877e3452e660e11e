package dev.pressroom.job.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.pressroom.job.Attempt;
import dev.pressroom.job.Backoff;
import dev.pressroom.job.Failure;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Masking;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.OutputRequest;
import dev.pressroom.job.Reason;
import dev.pressroom.job.UniqueKey;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobJsonTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00.123Z");
  private static final JobId ID = new JobId("01JD3Z8Q6VK9M2T5R7X0ABCDEF-sales.monthly");

  private static Job full() {
    return new Job(
        ID,
        JobRequest.of("sales.monthly")
            .parameter("month", YearMonth.of(2026, 10))
            .parameter("from", LocalDate.of(2026, 10, 1))
            .parameter("limit", new BigDecimal("12345678901234567890.10"))
            .parameter("tiny", new BigDecimal("0.00000000000000000001"))
            .parameter("count", 7)
            .parameter("big", new java.math.BigInteger("123456789012345678901234567890"))
            .parameter("flag", true)
            .parameter("none", null)
            .parameter("regions", Arrays.asList("Ελλάδα", "Россия", null))
            .parameter("moment", NOW)
            .output(new OutputRequest("pdf", "Sales October", Map.of("tagged", true)))
            .output("csv")
            .queue("nightly")
            .priority(2)
            .principal("acme", "Zoë Müller")
            .label("customer", "4711")
            .asOf(NOW)
            .locale(Locale.forLanguageTag("de-CH"))
            .timeZone(ZoneId.of("Europe/Zurich"))
            .runAt(NOW.plusSeconds(60))
            .expiresAt(NOW.plusSeconds(3600))
            .timeout(Duration.ofMinutes(10))
            .attempts(5)
            .backoff(new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1)))
            .key(UniqueKey.once("sales@2026-10", Duration.ofDays(30)))
            .publishAt("finance/2026-10/sales")
            .batch("month-end")
            .traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .build(),
        NOW,
        new Job.SubmittedBy("shop", "host-1"));
  }

  private static Schema schema() throws Exception {
    try (InputStream in = JobJson.class.getResourceAsStream("job-1.schema.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
    }
  }

  @Test
  void peopleSeeAMaskedValueNowhere() {
    JobRequest request =
        JobRequest.of("sales.monthly")
            .parameter("account", "CH930076201162")
            .output(new OutputRequest("pdf", "of CH930076201162", Map.of()))
            .label("account", "CH930076201162")
            .key(UniqueKey.once("sales CH930076201162", Duration.ofDays(30)))
            .publishAt("finance/CH930076201162/sales")
            .build();
    Job job = new Job(ID, request, NOW, null);

    assertThat(new String(JobJson.write(job), StandardCharsets.UTF_8)).contains("CH930076201162");
    assertThat(
            new String(
                JobJson.forPeople(job, Masking.of(request, List.of("account"))),
                StandardCharsets.UTF_8))
        .doesNotContain("CH930076201162")
        .contains("finance/" + Masking.MASK + "/sales", "of " + Masking.MASK);
  }

  @Test
  void aFullJobComesBackAsItWas() throws Exception {
    assertThat(JobJson.read(JobJson.write(full()))).isEqualTo(full());
  }

  @Test
  void aBareJobComesBackAsItWas() throws Exception {
    Job job = new Job(ID, JobRequest.of("sales.monthly").build(), NOW, null);
    assertThat(JobJson.read(JobJson.write(job))).isEqualTo(job);
  }

  @Test
  void decimalsAndInstantsSurvive() throws Exception {
    Map<String, Object> read = JobJson.read(JobJson.write(full())).request().parameters();

    assertThat(read)
        .containsEntry("limit", new BigDecimal("12345678901234567890.10"))
        .containsEntry("tiny", new BigDecimal("0.00000000000000000001"))
        .containsEntry("count", 7L)
        .containsEntry("moment", "2026-11-21T08:00:00.123Z")
        .containsEntry("month", "2026-10");
  }

  @Test
  void whatIsWrittenFitsTheSchema() throws Exception {
    for (Job job :
        List.of(full(), new Job(ID, JobRequest.of("sales.monthly").build(), NOW, null))) {
      String json = new String(JobJson.write(job), StandardCharsets.UTF_8);
      assertThat(schema().validate(json, InputFormat.JSON)).isEmpty();
    }
  }

  @Test
  void theSchemaRefusesWhatTheReaderRefuses() throws Exception {
    String json = new String(JobJson.write(full()), StandardCharsets.UTF_8);
    for (String broken :
        List.of(
            json.replace("\"priority\" : 2", "\"priority\" : 10"),
            json.replace("\"queue\"", "\"queu\""),
            json.replace("pressroom/job/1", "pressroom/job/0"),
            json.replace("nightly", "../nightly"),
            json.replace("\"attempts\" : 5", "\"attempts\" : \"5\""))) {
      assertThat(broken).isNotEqualTo(json);
      assertThat(schema().validate(broken, InputFormat.JSON)).as(broken).isNotEmpty();
      assertThatThrownBy(() -> JobJson.read(broken.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(JobFormatException.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                              | it is empty
          []                                                              | is not an object
          {                                                               | is not JSON
          {"format":"pressroom/job/1"}                                    | "id" is missing
          {"format":"pressroom/job/1","format":"pressroom/job/1"}         | Duplicate
          {"format":"pressroom/job/1","colour":1}                         | "colour" is not a field of this form
          {"format":"else/1"}                                             | it must be pressroom/job/1
          {"format":"pressroom/job/1","priority":1.5}                     | "priority" is not a whole number
          {"format":"pressroom/job/1","priority":99999999999}             | "priority" is out of range
          {"format":"pressroom/job/1","parameters":{"a":{"b":1}}}         | "parameters.a" is not text, a number
          {"format":"pressroom/job/1","parameters":{"a":[[1]]}}           | "parameters.a[0]" is not text, a number
          {"format":"pressroom/job/1","outputs":[{"format":"../x"}]}      | "../x" is not a format's name
          {"format":"pressroom/job/1","outputs":[{"format":"pdf","name":"a/b"}]} | cannot be a file's name
          {"format":"pressroom/job/1","deliver":[{"to":"published","path":"../x"}]} | cannot be a file's name
          {"format":"pressroom/job/1","deliver":[{"to":"published","path":"/etc/x"}]} | cannot be a file's name
          {"format":"pressroom/job/1","asOf":"yesterday"}                 | write an instant like
          {"format":"pressroom/job/1","timeout":"5 minutes"}              | write a duration like
          {"format":"pressroom/job/1"} {}                                 | is followed by something else
          {"format":"pressroom/job/1","a":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]} | "a" is not a field
          """)
  void whatIsWrongIsRefusedWithItsPlace(String json, String message) {
    assertThatThrownBy(() -> JobJson.read(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JobFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void nestingBeyondReasonIsRefused() {
    String json = "{\"parameters\":{\"a\":" + "[".repeat(100_000);
    assertThatThrownBy(() -> JobJson.read(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JobFormatException.class);
  }

  @Test
  void aNumberThatExplodesIsRefused() {
    String json =
        "{\"format\":\"pressroom/job/1\",\"id\":\""
            + ID
            + "\",\"report\":\"sales.monthly\",\"submittedAt\":\"2026-01-01T00:00:00Z\","
            + "\"parameters\":{\"a\":1e999999999}}";
    assertThatThrownBy(() -> JobJson.read(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JobFormatException.class)
        .hasMessageContaining("more than 200 digits");
  }

  @Test
  void moreThanAMebibyteIsRefusedOnBothSides() {
    JobRequest.Builder request = JobRequest.of("sales.monthly");
    for (int i = 0; i < 11; i++) {
      request.parameter("p" + i, "x".repeat(100_000));
    }
    Job job = new Job(ID, request.build(), NOW, null);
    assertThatThrownBy(() -> JobJson.write(job))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 1048576");
    assertThatThrownBy(() -> JobJson.read(new byte[JobJson.LARGEST + 1]))
        .isInstanceOf(JobFormatException.class)
        .hasMessageContaining("at most 1048576");
  }

  @Test
  void aNewerFormIsToldApartFromABrokenOne() {
    assertThatThrownBy(
            () ->
                JobJson.read(
                    "{\"format\":\"pressroom/job/2\",\"new\":1}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(JobFormatException.class, e -> assertThat(e.newerForm()).isTrue());
  }

  @Test
  void everyOutcomeComesBackAsItWas() throws Exception {
    Outcome.Run run =
        new Outcome.Run("w1", NOW, NOW, NOW.plusSeconds(1), NOW, Duration.ofMillis(800));
    Outcome failed =
        new Outcome(
            ID,
            JobState.FAILED,
            Reason.REPORT_FAILED,
            new Attempt(2, 3),
            new Outcome.Route("nightly", 2),
            run,
            null,
            new Failure(
                "column AMOUNT not found",
                true,
                new Failure.Place("sales/sales.sql", 3, 8, "select amount", 8, 17),
                Failure.causesOf(new IllegalStateException("outer", new RuntimeException("root"))),
                "last line"),
            "1.0");
    Outcome succeeded =
        new Outcome(
            ID,
            JobState.SUCCEEDED,
            Reason.SUCCEEDED,
            new Attempt(1, 1),
            new Outcome.Route("default", 5),
            run,
            new Outcome.Produced(
                12,
                List.of(
                    new dev.pressroom.job.Artifact("a.pdf", "pdf", "application/pdf", 9, 2, "ff")),
                List.of("a warning")),
            null,
            new Outcome.Report("abc", List.of("ssn")),
            "1.0");

    assertThat(OutcomeJson.read(OutcomeJson.write(failed))).isEqualTo(failed);
    assertThat(OutcomeJson.read(OutcomeJson.write(succeeded))).isEqualTo(succeeded);
  }
}
