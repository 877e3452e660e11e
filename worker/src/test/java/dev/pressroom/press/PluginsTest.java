package dev.pressroom.press;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.report.Document;
import dev.pressroom.report.Layout;
import dev.pressroom.report.Report;
import dev.pressroom.report.ReportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars in folders, good and bad, and what is found in them. */
final class PluginsTest {
  @TempDir Path temp;
  private Path folder;

  @BeforeEach
  void setUp() {
    folder = temp.resolve("plugins");
  }

  private PluginJar jar() throws Exception {
    return new PluginJar(temp.resolve("scratch"));
  }

  private Reports reports() {
    return new Reports(null, Set.of("csv"), new Plugins(new PluginFolder(folder)));
  }

  private static Object cell(Report report) throws Exception {
    List<Object> cells = new ArrayList<>();
    report.generate(
        null,
        new Document() {
          @Override
          public void begin(Layout layout) {}

          @Override
          public void groupHeader(int level, String text) {}

          @Override
          public void row(List<?> values) {
            cells.addAll(values);
          }

          @Override
          public void groupFooter(int level, String label, List<?> totals) {}

          @Override
          public void summary(String label, List<?> totals) {}

          @Override
          public void text(String paragraph) {}
        });
    return cells.get(0);
  }

  private Object cell(String report) throws Exception {
    return cell(reports().find(report).report());
  }

  @Test
  void twoPluginsUseTwoVersionsOfOneLibrary() throws Exception {
    for (String version : List.of("one", "two")) {
      Path library =
          jar()
              .type(
                  "lib.Version",
                  "public class Version { public static String is = \"" + version + "\"; }")
              .entry("lib/words.txt", "words of " + version)
              .writeTo(folder.resolve(version + "/lib.jar"));
      jar()
          .with(library)
          .report(
              "acme." + version + ".Its",
              "acme." + version,
              "lib.Version.is + \", \" + new String(lib.Version.class.getResourceAsStream(\"words.txt\").readAllBytes())")
          .writeTo(folder.resolve(version + "/report.jar"));
    }
    assertThat(cell("acme.one")).isEqualTo("one, words of one");
    assertThat(cell("acme.two")).isEqualTo("two, words of two");
  }

  @Test
  void aPluginSeesTheReportApiAndSlf4jButNothingElseOfPressroom() throws Exception {
    String found =
        "java.util.stream.Stream.of(\"org.slf4j.Logger\", \"dev.pressroom.press.PressMain\","
            + " \"dev.pressroom.report.definition.Definitions\", \"org.h2.Driver\","
            + " \"tools.jackson.core.JsonParser\", \"java.sql.Driver\").filter(n -> {"
            + " try { Class.forName(n); return true; } catch (ClassNotFoundException e) { return"
            + " false; } }).toList().toString()";
    jar().report("acme.Sees", "acme.sees", found).writeTo(folder.resolve("sees/sees.jar"));
    assertThat(cell("acme.sees")).isEqualTo("[org.slf4j.Logger, java.sql.Driver]");
  }

  @Test
  void aCopyOfTheApiInAPluginDoesNoHarm() throws Exception {
    jar()
        .report("acme.Fat", "acme.fat", "\"fat\"")
        .type("dev.pressroom.report.Rows", "public interface Rows {}")
        .writeTo(folder.resolve("fat/fat.jar"));
    assertThat(cell("acme.fat")).isEqualTo("fat");
  }

  @Test
  void oneNameInTwoPluginsNamesBothJars() throws Exception {
    jar().report("acme.A", "acme.same", "1").writeTo(folder.resolve("a/a.jar"));
    jar().report("acme.B", "acme.same", "2").writeTo(folder.resolve("b/b.jar"));
    assertThatThrownBy(() -> reports().find("acme.same"))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("the class acme.A of plugins/a/a.jar")
        .hasMessageContaining("the class acme.B of plugins/b/b.jar");
  }

  @Test
  void brokenPluginsAreNamedWithTheirCureAndHinderNoOther() throws Exception {
    jar().report("acme.Good", "acme.good", "\"good\"").writeTo(folder.resolve("good/good.jar"));
    Files.createDirectories(folder.resolve("torn"));
    Files.writeString(folder.resolve("torn/torn.jar"), "PK but not for long");
    jar().service("acme.Absent").writeTo(folder.resolve("absent/absent.jar"));
    jar().report("acme.New", "acme.new", "1").tooNew().writeTo(folder.resolve("new/new.jar"));
    Path library =
        jar()
            .type("lib.Needed", "public class Needed { public static int n = 1; }")
            .writeTo(temp.resolve("lib.jar"));
    jar()
        .with(library)
        .type(
            "acme.Needy",
            "public class Needy extends lib.Needed implements dev.pressroom.report.Report { public String name() { return"
                + " \"x\"; } public void generate(dev.pressroom.report.ReportContext c,"
                + " dev.pressroom.report.Document d) {} }")
        .service("acme.Needy")
        .type("acme.NoReport", "public class NoReport {}")
        .service("acme.NoReport")
        .type(
            "acme.Throws",
            "public class Throws implements dev.pressroom.report.Report { public Throws() { throw new"
                + " IllegalStateException(\"no licence\"); } public String name() { return \"x\"; }"
                + " public void generate(dev.pressroom.report.ReportContext c,"
                + " dev.pressroom.report.Document d) {} }")
        .service("acme.Throws")
        .report("acme.Called", "Not A Name", "1")
        .writeTo(folder.resolve("bad/bad.jar"));
    jar().report("acme.Stray", "acme.stray", "1").writeTo(folder.resolve("stray.jar"));

    assertThat(cell("acme.good")).isEqualTo("good");
    assertThatThrownBy(() -> reports().find("acme.new"))
        .hasMessageContaining("plugins/torn/torn.jar cannot be read as a jar (")
        .hasMessageContaining(
            "plugins/absent/absent.jar names the report class acme.Absent, which no jar in plugins/absent holds")
        .hasMessageContaining(
            "acme.New of plugins/new/new.jar cannot be loaded: acme.New was built for Java 55")
        .hasMessageContaining("build it with --release " + Runtime.version().feature())
        .hasMessageContaining("acme.Needy of plugins/bad/bad.jar needs the class lib.Needed")
        .hasMessageContaining("acme.NoReport of plugins/bad/bad.jar does not implement")
        .hasMessageContaining(
            "acme.Throws of plugins/bad/bad.jar cannot be made: java.lang.IllegalStateException: no licence")
        .hasMessageContaining("acme.Called of plugins/bad/bad.jar cannot be made")
        .hasMessageContaining("Not A Name")
        .hasMessageContaining(
            "plugins/stray.jar holds reports but lies where only JDBC drivers belong")
        .hasMessageContaining("folder of its own, plugins/stray");
  }

  @Test
  void aDefinitionNeedsNoPlugin() throws Exception {
    Path definition = Files.createDirectories(temp.resolve("reports/acme/same"));
    Files.writeString(
        definition.resolve("report.yaml"),
        """
        pressroom: report/1
        title: "Same"
        dataSource: none
        queries: {main: {sql: "SELECT 1 AS x"}}
        columns: {x: {title: X}}
        """);
    jar().report("acme.A", "acme.same", "1").writeTo(folder.resolve("a/a.jar"));
    Plugins plugins = new Plugins(new PluginFolder(folder));
    Reports reports = new Reports(temp.resolve("reports"), Set.of("csv"), plugins);
    assertThat(reports.find("acme.same").digest()).isNotNull();
    assertThat(plugins.areLoaded()).isFalse();
  }

  @Test
  void everyChangeOfAJarChangesTheFoldersState() throws Exception {
    PluginFolder plugins = new PluginFolder(folder);
    String none = plugins.state();
    Path jar = jar().report("acme.A", "acme.a", "1").writeTo(folder.resolve("a/a.jar"));
    String one = plugins.state();
    Files.copy(jar, folder.resolve("driver.jar"));
    String two = plugins.state();
    Path next = jar().report("acme.A", "acme.a", "2").writeTo(temp.resolve("a.jar"));
    Files.move(next, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(List.of(none, one, two, plugins.state())).doesNotHaveDuplicates();
    assertThat(plugins.state()).isEqualTo(plugins.state());
  }
}
