package dev.pressroom.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
  /** In Berlin it is already the first of December. */
  private static final Instant AS_OF = Instant.parse("2026-11-30T23:30:00Z");

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static Object read(Parameter parameter, Object raw) {
    return Parameters.resolve(List.of(parameter), Map.of(parameter.name(), raw), AS_OF, BERLIN)
        .get(parameter.name());
  }

  private static Object read(ParameterType type, Object raw) {
    return read(Parameter.of("p", type), raw);
  }

  private static String refusal(Parameter parameter, Object raw) {
    Map<String, Object> given = new HashMap<>();
    given.put(parameter.name(), raw);
    try {
      Object value = Parameters.resolve(List.of(parameter), given, AS_OF, BERLIN);
      throw new AssertionError("taken as " + value);
    } catch (ReportException e) {
      assertThat(e.permanent()).isTrue();
      return e.getMessage();
    }
  }

  @Test
  void everyTypeHasItsJavaType() {
    assertThat(read(ParameterType.TEXT, "x")).isEqualTo("x");
    assertThat(read(ParameterType.INTEGER, 12L)).isEqualTo(12L);
    assertThat(read(ParameterType.INTEGER, "12")).isEqualTo(12L);
    assertThat(read(ParameterType.NUMBER, 12L)).isEqualTo(new BigDecimal("12"));
    assertThat(read(ParameterType.NUMBER, new BigDecimal("1.50")))
        .isEqualTo(new BigDecimal("1.50"));
    assertThat(read(ParameterType.BOOLEAN, true)).isEqualTo(true);
    assertThat(read(ParameterType.DATE, "2026-02-28")).isEqualTo(LocalDate.of(2026, 2, 28));
    assertThat(read(ParameterType.TIME, "17:30")).isEqualTo(LocalTime.of(17, 30));
    assertThat(read(ParameterType.TIMESTAMP, "2026-11-21T17:30:00Z"))
        .isEqualTo(Instant.parse("2026-11-21T17:30:00Z"));
    assertThat(read(ParameterType.TIMESTAMP, "2026-11-21T17:30"))
        .isEqualTo(Instant.parse("2026-11-21T16:30:00Z"));
    assertThat(read(ParameterType.TIMESTAMP, "2026-11-21T17:30:00-05:00"))
        .isEqualTo(Instant.parse("2026-11-21T22:30:00Z"));
    assertThat(read(ParameterType.MONTH, "2026-11")).isEqualTo(YearMonth.of(2026, 11));
    assertThat(read(Parameter.choice("p", "open", "closed"), "open")).isEqualTo("open");
    assertThat(read(Parameter.listOf("p", ParameterType.DATE), List.of("2026-01-01")))
        .isEqualTo(List.of(LocalDate.of(2026, 1, 1)));
    assertThat(read(Parameter.listOf("p", ParameterType.TEXT), List.of())).isEqualTo(List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INTEGER   | 1.5                 | is not an integer; write it like 12",
        "INTEGER   | 9223372036854775808 | is not within 64 bits",
        "NUMBER    | 1e5                 | is not a number",
        "BOOLEAN   | yes                 | is not a boolean; write it like true or false",
        "DATE      | 2026-02-29          | is not a date",
        "DATE      | 21.11.2026          | is not a date; write it like \"2026-11-21\"",
        "TIME      | 25:00               | is not a time",
        "MONTH     | 2026-13             | is not a month",
        "TIMESTAMP | 2026-03-29T02:30:00 | is not a time that exists in Europe/Berlin",
        "TIMESTAMP | 2026-10-25T02:30:00 | is not a single moment in Europe/Berlin",
        "TIMESTAMP | tomorrow at noon    | is not a timestamp",
      })
  void otherValuesAreRefusedWithTheRule(ParameterType type, String raw, String message) {
    assertThat(refusal(Parameter.of("p", type), raw))
        .startsWith("parameter p = \"" + raw + "\"")
        .contains(message);
  }

  @Test
  void aNumberIsNoText() {
    assertThat(refusal(Parameter.of("p", ParameterType.TEXT), 12L))
        .isEqualTo("parameter p = 12 is not a text; write it like \"some text\"");
  }

  @Test
  void numbersThatTakeForeverToPrintAreRefused() {
    assertThat(refusal(Parameter.of("p", ParameterType.NUMBER), new BigDecimal("1e999999999")))
        .contains("more than 100 digits");
    assertThat(refusal(Parameter.of("p", ParameterType.INTEGER), BigInteger.TEN.pow(30)))
        .contains("within 64 bits");
  }

  @Test
  void listsAndSinglesAreNotMixedUp() {
    assertThat(refusal(Parameter.listOf("p", ParameterType.TEXT), "x")).contains("is not a list");
    assertThat(refusal(Parameter.of("p", ParameterType.TEXT), List.of("x")))
        .contains("is not a single text");
    assertThat(refusal(Parameter.listOf("p", ParameterType.INTEGER), List.of(1L, "x")))
        .isEqualTo("parameter p[1] = \"x\" is not an integer; write it like 12");
  }

  @Test
  void checksAreKept() {
    assertThat(refusal(Parameter.of("p", ParameterType.INTEGER).min(1).max(5), 6L))
        .isEqualTo("parameter p = 6 is not at most 5; use 5 or less");
    assertThat(refusal(Parameter.of("p", ParameterType.DATE).min("2026-01-01"), "2025-12-31"))
        .contains("at least 2026-01-01");
    assertThat(refusal(Parameter.of("p", ParameterType.TEXT).pattern("[A-Z]{3}"), "abc"))
        .contains("of the form [A-Z]{3}");
    assertThat(refusal(Parameter.of("p", ParameterType.TEXT).maxLength(3), "abcd"))
        .contains("has 4 characters; use at most 3");
    assertThat(refusal(Parameter.choice("p", "open", "closed"), "opne"))
        .contains("did you mean open?")
        .contains("use one of open, closed");
  }

  @ParameterizedTest
  @CsvSource({
    "DATE,  today,                2026-12-01",
    "DATE,  yesterday,            2026-11-30",
    "DATE,  startOfMonth,         2026-12-01",
    "DATE,  endOfMonth,           2026-12-31",
    "DATE,  startOfPreviousMonth, 2026-11-01",
    "DATE,  endOfPreviousMonth,   2026-11-30",
    "DATE,  startOfYear,          2026-01-01",
    "DATE,  2026-05-06,           2026-05-06",
    "MONTH, previousMonth,        2026-11",
    "MONTH, thisMonth,            2026-12",
    "TIMESTAMP, now,              2026-11-30T23:30:00Z",
    "TIMESTAMP, startOfToday,     2026-11-30T23:00:00Z",
    "TIME,  now,                  00:30",
  })
  void defaultsAreComputedFromTheJobsMomentInItsZone(
      ParameterType type, String value, String expected) {
    Parameter parameter = Parameter.of("p", type).orElse(value);
    assertThat(Parameters.resolve(List.of(parameter), Map.of(), AS_OF, BERLIN).get("p"))
        .hasToString(expected);
  }

  @Test
  void aDefaultThatIsNoValueIsRefusedWhenDeclared() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameter.of("p", ParameterType.DATE).orElse("toady"))
        .withMessageContaining("default")
        .withMessageContaining("today, yesterday");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameter.of("page", ParameterType.TEXT))
        .withMessageContaining("is taken");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameter.of("p", ParameterType.BOOLEAN).min(1))
        .withMessageContaining("min and max are for");
  }

  @Test
  void everyProblemIsReportedAtOnce() {
    List<Parameter> declared =
        List.of(
            Parameter.of("month", ParameterType.MONTH),
            Parameter.of("rating", ParameterType.INTEGER),
            Parameter.of("note", ParameterType.TEXT).makeOptional());
    assertThatExceptionOfType(ReportException.class)
        .isThrownBy(
            () ->
                Parameters.resolve(
                    declared, Map.of("mnoth", "2026-01", "rating", "x"), AS_OF, BERLIN))
        .withMessageStartingWith("3 parameters are wrong:")
        .withMessageContaining("parameter \"mnoth\" is unknown (did you mean month?)")
        .withMessageContaining("parameter month (month, month) is missing")
        .withMessageContaining("parameter rating = \"x\" is not an integer");
  }

  @Test
  void anOptionalParameterThatIsNotGivenIsThereWithNull() {
    Parameter note = Parameter.of("note", ParameterType.TEXT).makeOptional();
    assertThat(Parameters.resolve(List.of(note), Map.of(), AS_OF, BERLIN))
        .containsEntry("note", null);
  }
}
