package dev.pressroom.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LayoutTest {
  @Test
  void dataThatLooksLikeAPlaceStaysData() {
    PageText text = PageText.literal("{page}").plus(PageText.parse(" {page} of {pages} {{x}"));
    assertThat(text.on(2, 7)).isEqualTo("{page} 2 of 7 {x}");
    assertThat(text.countsPages()).isTrue();
    assertThat(PageText.literal("{pages}").countsPages()).isFalse();
  }

  @Test
  void onlyPageAndPagesAreKnownInPageTexts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PageText.parse("{title}"))
        .withMessageContaining("not {page} or {pages}");
  }

  @Test
  void lengthsAndWidthsHaveUnits() {
    assertThat(Length.parse("25.4mm").points()).isEqualTo(72f);
    assertThat(Length.parse("1in").points()).isEqualTo(72f);
    assertThat(Width.parse("3*")).isEqualTo(new Width.Relative(3));
    assertThat(Width.parse("auto")).isEqualTo(new Width.Auto());
    for (String bad : new String[] {"25", "25px", "-1mm", "0*", "0mm", "*3", "99999mm", ""}) {
      assertThatIllegalArgumentException().isThrownBy(() -> Width.parse(bad));
    }
  }

  @Test
  void marginsMustLeaveRoom() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new PageSetup(
                    PageSetup.Size.A5,
                    PageSetup.Orientation.PORTRAIT,
                    PageSetup.Margins.all(Length.mm(70))))
        .withMessageContaining("margins leave less than");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PageSetup.Size.parse("A44"))
        .withMessageContaining("did you mean A4?");
  }

  @Test
  void columnsHaveDifferentNames() {
    Layout.Builder twice =
        Layout.titled("t").column(Column.of("a", "A")).column(Column.of("a", "B"));
    assertThatIllegalArgumentException()
        .isThrownBy(twice::build)
        .withMessageContaining("two columns are named \"a\"");
    assertThatIllegalArgumentException().isThrownBy(() -> Layout.titled("t").build());
    Column a = Column.of("a", "A");
    assertThat(Layout.titled("t").column(a).group(a).build().groups()).containsExactly(a);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Layout.titled("t").column(a).group(a).group(a).build())
        .withMessageContaining("two groups are named \"a\"");
  }
}
