package dev.pressroom.press;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeftoversTest {
  private final Properties properties = (Properties) System.getProperties().clone();
  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();

  /** What a press has, and what one that has drawn before has. */
  @BeforeEach
  void someAreThere() {
    System.setProperty("java.awt.headless", "true");
    System.setProperty("user.timezone", "Etc/UTC");
    System.setProperty("java.util.logging.manager", "one");
    System.clearProperty("sun.font.fontmanager");
    System.clearProperty("sun.net.client.defaultReadTimeout");
    System.clearProperty("java.naming.factory.initial");
  }

  @AfterEach
  void putBack() {
    System.setProperties(properties);
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
  }

  @Test
  void nothingIsFoundWhereNothingWasLeft() {
    assertThat(new Leftovers().found()).isEmpty();
  }

  @Test
  void whatTheJdkSetsWhenItDrawsForTheFirstTimeIsNoLeftover() {
    Leftovers before = new Leftovers();
    System.setProperty("sun.font.fontmanager", "sun.awt.X11FontManager");
    assertThat(before.found()).isEmpty();
    Leftovers drawn = new Leftovers();
    System.setProperty("sun.font.fontmanager", "another");
    assertThat(drawn.found()).isEqualTo(List.of("the system property sun.font.fontmanager"));
  }

  @Test
  void aPropertyThatWasThereAndIsChangedOrRemovedIsFoundWhateverItsName() {
    Leftovers before = new Leftovers();
    System.setProperty("java.awt.headless", "false");
    System.setProperty("user.timezone", "Europe/Oslo");
    System.setProperty("line.separator", "\r");
    System.clearProperty("java.util.logging.manager");
    assertThat(before.found())
        .containsExactly(
            "the system property java.awt.headless",
            "the system property java.util.logging.manager",
            "the system property line.separator",
            "the system property user.timezone");
  }

  @Test
  void aNewPropertyIsFoundAlsoWhereTheJdkReadsIt() {
    Leftovers before = new Leftovers();
    System.setProperty("sun.net.client.defaultReadTimeout", "1");
    System.setProperty("java.naming.factory.initial", "x");
    System.setProperty("reports.cache", "secret");
    assertThat(before.found())
        .containsExactly(
            "the system property java.naming.factory.initial",
            "the system property reports.cache",
            "the system property sun.net.client.defaultReadTimeout");
  }

  @Test
  void anotherLocaleOrZoneIsFound() {
    Leftovers before = new Leftovers();
    Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("tlh"));
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
    assertThat(before.found()).contains("another default locale", "another default time zone");
  }
}
