package dev.pressroom.report.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.report.Color;
import dev.pressroom.report.Layout;
import dev.pressroom.report.Length;
import dev.pressroom.report.PageBand;
import dev.pressroom.report.PageSetup;
import dev.pressroom.report.PageText;
import dev.pressroom.report.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThemesTest {
  private static final String REPORT =
      """
      pressroom: report/1
      title: Sales
      dataSource: warehouse
      extends: acme
      queries: {main: {sql: SELECT 1 AS a}}
      columns: {a: {}}
      """;

  @TempDir Path root;

  @BeforeEach
  void writeTheThemes() throws IOException {
    write(
        "themes/house.yaml",
        """
        pressroom: theme/1
        colors: {title: "#112233", zebra: "#EEEEEE"}
        page: {size: A3, margins: 10mm}
        bands:
          pageHeader: {left: "{title}", right: "Acme"}
          pageFooter: {center: "{page}"}
        """);
    write(
        "themes/acme.yaml",
        """
        pressroom: theme/1
        extends: house
        logo: {file: acme.png, height: 8mm, side: left}
        colors: {zebra: none}
        page: {margins: {left: 25mm}}
        """);
    Files.write(root.resolve("themes/acme.png"), Pictures.png(40, 20));
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), text);
  }

  private Layout layout(String more) throws IOException {
    write("sales/report.yaml", REPORT + more);
    Definition definition = Definitions.open(root, Set.of("pdf")).find("sales");
    RecordedDocument document = new RecordedDocument();
    definition.generate(new TestContext().rows(List.of("a"), List.of(List.of(1L))), document);
    return document.layout;
  }

  private List<String> lint() throws IOException {
    return Definitions.open(root, Set.of("pdf")).lint().stream().map(Problem::toString).toList();
  }

  @Test
  void aReportLooksAsItsThemeAndTheThemesBelowItSay() throws Exception {
    Layout layout = layout("");
    assertThat(layout.theme().color(Theme.Part.TITLE)).contains(new Color(0x112233));
    assertThat(layout.theme().color(Theme.Part.ZEBRA)).isEmpty();
    assertThat(layout.theme().color(Theme.Part.TEXT)).isPresent();
    assertThat(layout.theme().logo().height()).isEqualTo(Length.parse("8mm"));
    assertThat(layout.theme().logo().picture().widthAt(10)).isEqualTo(20);
    assertThat(layout.page().size()).isEqualTo(PageSetup.Size.A3);
    assertThat(layout.page().margins().left()).isEqualTo(Length.parse("25mm"));
    assertThat(layout.page().margins().top()).isEqualTo(Length.parse("10mm"));
    assertThat(layout.pageHeader()).isEqualTo(PageBand.of("Sales", null, "Acme"));
    assertThat(layout.pageFooter()).isEqualTo(PageBand.of(null, "{page}", null));
  }

  @Test
  void aReportOverridesKeyByKey() throws Exception {
    Layout layout =
        layout(
            """
            logo: none
            colors: {title: "#445566"}
            page: {orientation: landscape}
            bands:
              pageHeader: {left: "", center: "{user}"}
              pageFooter: {}
            """);
    assertThat(layout.theme().logo()).isNull();
    assertThat(layout.theme().color(Theme.Part.TITLE)).contains(new Color(0x445566));
    assertThat(layout.theme().color(Theme.Part.ZEBRA)).isEmpty();
    assertThat(layout.page().orientation()).isEqualTo(PageSetup.Orientation.LANDSCAPE);
    assertThat(layout.page().size()).isEqualTo(PageSetup.Size.A3);
    assertThat(layout.pageHeader().left().isEmpty()).isTrue();
    assertThat(layout.pageHeader().center()).isEqualTo(PageText.parse("ada"));
    assertThat(layout.pageHeader().right()).isEqualTo(PageText.parse("Acme"));
    assertThat(layout.pageFooter().isEmpty()).isTrue();
  }

  @Test
  void aVersionHasTheFilesOfItsThemesAndAThemeThatChangesIsAnother() throws Exception {
    write("sales/report.yaml", REPORT);
    Definitions definitions = Definitions.open(root, Set.of("pdf"));
    Definition before = definitions.find("sales");
    assertThat(before.files())
        .containsOnlyKeys(
            "sales/report.yaml", "themes/acme.png", "themes/acme.yaml", "themes/house.yaml");
    Files.write(root.resolve("themes/acme.png"), Pictures.png(30, 30));
    assertThat(definitions.find("sales").digest()).isNotEqualTo(before.digest());
  }

  @Test
  void aCircleIsNamedWithBothPlaces() throws Exception {
    write("sales/report.yaml", REPORT);
    write("themes/house.yaml", "pressroom: theme/1\nextends: acme\n");
    assertThat(lint())
        .contains(
            "themes/house.yaml:2:10 extends leads back to theme acme, which sales/report.yaml:4:10"
                + " extends; remove one of the two");
  }

  @Test
  void aThemesMistakesAreInItsOwnFile() throws Exception {
    write("sales/report.yaml", REPORT.replace("extends: acme", "extends: acmee"));
    write("themes/house.yaml", "pressroom: theme/2\n");
    write(
        "themes/acme.yaml", "pressroom: theme/1\nfonts: x\nbands: {pageHeader: {left: '{month}'}}");
    assertThat(lint())
        .anyMatch(
            p ->
                p.startsWith(
                    "sales/report.yaml:4:10 extends \"acmee\" is not a theme (did you mean acme?); there is no themes/acmee.yaml"))
        .anyMatch(p -> p.startsWith("themes/house.yaml:1:12 pressroom \"theme/2\" is not a form"))
        .anyMatch(p -> p.startsWith("themes/acme.yaml:2:1 fonts is unknown (did you mean font?)"))
        .anyMatch(
            p ->
                p.startsWith(
                    "themes/acme.yaml:3:28 bands.pageHeader.left {month} is not known here"));
  }

  @Test
  void aPictureThatIsTooLargeOrOutsideIsRefused() throws Exception {
    write("sales/report.yaml", REPORT);
    Files.write(root.resolve("themes/acme.png"), new byte[(1 << 20) + 1]);
    assertThat(lint())
        .anyMatch(
            p -> p.contains("logo.file themes/acme.png is not a regular file of at most 1 MB"));
    Files.write(root.resolve("themes/acme.png"), Pictures.header(30_000, 30_000));
    assertThat(lint()).anyMatch(p -> p.contains("has 30000 times 30000 pixels"));
    Files.delete(root.resolve("themes/acme.png"));
    Files.createSymbolicLink(root.resolve("themes/acme.png"), Path.of("/etc/hostname"));
    assertThat(lint())
        .anyMatch(p -> p.contains("themes/acme.png leads out of the reports' folder"));
  }
}
