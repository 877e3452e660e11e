package dev.pressroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.press.PluginJar;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What verbs that run and check reports make of what lies in {@code plugins/}. */
class CommandLinePluginsTest extends AtTheCommandLine {
  private PluginJar jar() throws Exception {
    return new PluginJar(home.resolve("scratch"));
  }

  private Said on(String verb, String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = verb;
    System.arraycopy(more, 0, arguments, 1, more.length);
    arguments[more.length + 1] = "-c";
    arguments[more.length + 2] = config.toString();
    return pressroom(arguments);
  }

  @Test
  void aPreviewUsesTheDriversThatPressesUse() throws Exception {
    Files.writeString(
        config,
        """
        pressroom: worker/1
        queue: spool:work
        dataSources:
          shop: {url: "jdbc:echo:file:%s", user: sa}
        """
            .formatted(home.resolve("data/shop")));
    Path to = home.resolve("made");
    Said without = on("preview", "sales", "--to", to.toString());
    assertThat(without.code()).isEqualTo(ExitCode.FAILED);
    assertThat(without.err()).contains("shop");

    jar()
        .type(
            "acme.Echo",
            """
            public class Echo implements java.sql.Driver {
              public java.sql.Connection connect(String url, java.util.Properties info)
                  throws java.sql.SQLException {
                return acceptsURL(url)
                    ? java.sql.DriverManager.getConnection(url.replace("echo", "h2"), info)
                    : null;
              }
              public boolean acceptsURL(String url) { return url.startsWith("jdbc:echo:"); }
              public java.sql.DriverPropertyInfo[] getPropertyInfo(
                  String url, java.util.Properties info) {
                return new java.sql.DriverPropertyInfo[0];
              }
              public int getMajorVersion() { return 1; }
              public int getMinorVersion() { return 0; }
              public boolean jdbcCompliant() { return false; }
              public java.util.logging.Logger getParentLogger() { return null; }
            }
            """)
        .entry("META-INF/services/java.sql.Driver", "acme.Echo\n")
        .writeTo(home.resolve("plugins/echo.jar"));
    Said with = on("preview", "sales", "-o", "csv", "--to", to + "2");
    assertThat(with.code()).as(with.err()).isZero();
    assertThat(Path.of(to + "2/output/sales.csv")).content().contains("Nord");
    assertThat(java.sql.DriverManager.drivers())
        .as("forgotten afterwards")
        .noneMatch(driver -> driver.toString().contains("acme"));
  }

  @Test
  void lintLoadsJavaReports() throws Exception {
    jar().report("acme.Good", "acme.good", "1").writeTo(home.resolve("plugins/good/good.jar"));
    Said good = on("lint");
    assertThat(good.code()).as(good.out()).isZero();
    assertThat(good.out()).contains("2 reports, no problem");
    assertThat(on("lint", "acme.good").code()).isZero();

    jar().report("acme.Other", "acme.good", "1").writeTo(home.resolve("plugins/other/other.jar"));
    jar().report("acme.Sales", "sales", "1").writeTo(home.resolve("plugins/sales/sales.jar"));
    jar().service("acme.Absent").writeTo(home.resolve("plugins/absent/absent.jar"));
    Said bad = on("lint");
    assertThat(bad.code()).isEqualTo(ExitCode.FAILED);
    assertThat(bad.out())
        .contains("absent/absent.jar names the report class acme.Absent")
        .contains("report \"acme.good\" is there more than once: the class acme.Good of")
        .contains("report \"sales\" is a definition, which hides the class acme.Sales of")
        .contains("3 problems");
    assertThat(on("lint", "--json").out()).contains("\"plugins\" : [", "acme.Absent");
    assertThat(on("lint", "--reports", home.resolve("reports").toString()).code()).isZero();
  }
}
