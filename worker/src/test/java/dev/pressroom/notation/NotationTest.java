package dev.pressroom.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class NotationTest {
  @Test
  void languagesAreTagsOfLanguagesThatThereAre() {
    assertThat(Languages.read("de-CH")).contains(Locale.forLanguageTag("de-CH"));
    assertThat(Languages.read("gsw")).as("of three letters").isPresent();
    assertThat(Languages.read("de_CH")).isEmpty();
    assertThat(Languages.read("germany")).isEmpty();
    assertThat(Languages.read("")).isEmpty();
  }

  @Test
  void zonesAreRegionsOrDistancesButSchedulesNeedRegions() {
    assertThat(Zones.read("Europe/Zurich")).contains(ZoneId.of("Europe/Zurich"));
    assertThat(Zones.read("+01:00")).isPresent();
    assertThat(Zones.read("Zurich")).isEmpty();
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Zones.region("+01:00"));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Zones.region("Europe/Zürich"))
        .withMessageContaining("did you mean Europe/Zurich?");
  }

  @Test
  void amountsHaveUnitsAndAreWrittenInTheLargest() {
    assertThat(Units.duration("90s")).contains(Duration.ofSeconds(90));
    assertThat(Units.duration("90")).isEmpty();
    assertThat(Units.text(Duration.ofSeconds(120))).isEqualTo("2m");
    assertThat(Units.bytes("3k")).contains(3072L);
    assertThat(Units.bytes("3 k")).isEmpty();
    assertThat(Units.text(3L << 20)).isEqualTo("3m");
  }
}
