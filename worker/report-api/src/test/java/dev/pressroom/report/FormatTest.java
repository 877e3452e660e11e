package dev.pressroom.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static String show(String format, Object value, String language) {
    String shown = Format.parse(format).in(Locale.forLanguageTag(language), BERLIN).apply(value);
    return shown.replace('\u00A0', ' ').replace('\u202F', ' ');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "integer     | en-US | 1,234,568",
        "integer     | de-DE | 1.234.568",
        "number      | en-US | 1,234,567.891",
        "number 0.01 | en-US | 1,234,567.89",
        "number 0.01 | el-GR | 1.234.567,89",
        "number 1    | de-DE | 1.234.568",
        "money EUR   | de-DE | 1.234.567,89 €",
        "money EUR   | en-US | €1,234,567.89",
        "money EUR   | el-GR | 1.234.567,89 €",
        "money JPY   | en-US | ¥1,234,568",
        "#,##0.0     | de-DE | 1.234.567,9",
        "text        | de-DE | 1234567.891",
      })
  void numbersFollowFormatAndLocale(String format, String language, String shown) {
    assertThat(show(format, new BigDecimal("1234567.891"), language)).isEqualTo(shown);
  }

  @Test
  void halvesAreRoundedUpAndNegativesKeepTheirSign() {
    assertThat(show("number 0.01", new BigDecimal("2.345"), "en")).isEqualTo("2.35");
    assertThat(show("integer", new BigDecimal("-2.5"), "en")).isEqualTo("-3");
    assertThat(show("percent 0.1", new BigDecimal("0.12345"), "de")).isEqualTo("12,3 %");
    assertThat(show("percent", 0.5, "en")).isEqualTo("50%");
  }

  @Test
  void datesAndTimesFollowLocaleAndZone() {
    Instant instant = Instant.parse("2026-11-21T23:30:00Z");
    assertThat(show("date", LocalDate.of(2026, 11, 21), "de")).isEqualTo("21.11.2026");
    assertThat(show("date", instant, "en-US")).isEqualTo("Nov 22, 2026");
    assertThat(show("time", LocalTime.of(17, 5), "de")).isEqualTo("17:05");
    assertThat(show("timestamp", instant, "de")).isEqualTo("22.11.2026, 00:30");
    assertThat(show("timestamp", LocalDateTime.of(2026, 1, 2, 3, 4), "de"))
        .isEqualTo("02.01.2026, 03:04");
    assertThat(show("MMMM yyyy", YearMonth.of(2026, 10), "el")).isEqualTo("Οκτωβρίου 2026");
    assertThat(show("yyyy-MM-dd", instant, "en")).isEqualTo("2026-11-22");
  }

  @Test
  void durationsAreHoursMinutesSeconds() {
    assertThat(show("duration", 90_061L, "en")).isEqualTo("25:01:01");
    assertThat(show("duration", Duration.ofSeconds(-5), "en")).isEqualTo("-0:00:05");
  }

  @Test
  void moneyMayBringItsOwnCurrency() {
    Format format = Format.parse("money {column: currency_code}");
    assertThat(format.currencyColumn()).contains("currency_code");
    assertThat(format.in(Locale.US, BERLIN).apply(new Money(new BigDecimal("12.5"), "USD")))
        .isEqualTo("$12.50");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> format.in(Locale.US, BERLIN).apply(BigDecimal.ONE))
        .withMessageContaining("without its currency");
  }

  @Test
  void nullIsNothingAndListsAreJoined() {
    assertThat(show("integer", null, "en")).isEmpty();
    assertThat(show("text", List.of("a", "b"), "en")).isEqualTo("a, b");
  }

  @Test
  void aValueOfAnotherTypeIsRefusedWithBothNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> show("money EUR", "12", "en"))
        .withMessage("has the String \"12\"; format money EUR needs a number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> show("HH:mm", LocalDate.of(2026, 1, 1), "en"))
        .withMessageContaining("needs a date or time that has what the format shows");
    assertThatIllegalArgumentException().isThrownBy(() -> show("number", Double.NaN, "en"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"moeny", "dat", "intger", "", "   ", "b", "#,##0.0.0", "0;0;0;("})
  void whatIsNoFormatIsRefusedWithTheList(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Format.parse(text))
        .withMessageContaining("is not a format")
        .withMessageContaining("integer, number, money, percent, date");
  }

  @Test
  void slipsGetASuggestionAndArgumentsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Format.parse("moeny EUR"))
        .withMessageContaining("did you mean money?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Format.parse("money"))
        .withMessageContaining("needs a currency");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Format.parse("money EURO"))
        .withMessageContaining("ISO 4217");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Format.parse("number 0.5"))
        .withMessageContaining("smallest step");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Format.parse("date short"))
        .withMessageContaining("takes nothing after it");
  }

  @Test
  void numbersStandAtTheRight() {
    assertThat(Format.parse("money EUR").align()).isEqualTo(Align.RIGHT);
    assertThat(Format.parse("#,##0").align()).isEqualTo(Align.RIGHT);
    assertThat(Format.parse("date").align()).isEqualTo(Align.LEFT);
  }
}
