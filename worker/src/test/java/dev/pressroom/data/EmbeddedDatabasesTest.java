package dev.pressroom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabasesTest {
  @TempDir Path folder;
  private DataSourceSettings settings;

  @BeforeEach
  void createDatabase() throws SQLException {
    String file = "jdbc:h2:file:" + folder.resolve("db");
    DriverManager.getConnection(file, "sa", "sa").close();
    settings =
        new DataSourceSettings("warehouse", file + ";AUTO_SERVER=TRUE", "sa", "sa", Map.of());
  }

  /** What a supervisor does, in a process of its own, so that this one is the press. */
  static final class Supervisor {
    public static void main(String[] arguments) throws Exception {
      EmbeddedDatabases.bindToLoopback();
      var settings = new DataSourceSettings("warehouse", arguments[0], "sa", "sa", Map.of());
      try (var held = EmbeddedDatabases.open(List.of(settings))) {
        System.out.println("holding");
        System.in.read();
      }
    }
  }

  @Test
  void aPressIsAClientOfTheSupervisorWhichListensOnLoopbackOnly() throws Exception {
    Process supervisor =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Supervisor.class.getName(),
                settings.url())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = supervisor.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).isEqualTo("holding");
      assertThat(Files.readString(folder.resolve("db.lock.db"))).contains("server=localhost");
      try (var connection = ReportConnection.open(settings, ReportSession.of("job-1"))) {
        try (var rows = connection.query("SELECT 1", Map.of())) {
          assertThat(rows.next()).isTrue();
        }
        assertThat(listeningAddresses(supervisor.pid())).isNotEmpty().allMatch(this::isLoopback);
        // Killed: nothing of the server is left, and the connection says so.
        supervisor.destroyForcibly().waitFor();
        assertThatThrownBy(() -> connection.query("SELECT 2", Map.of()))
            .isInstanceOfSatisfying(
                dev.pressroom.report.ReportException.class,
                e -> assertThat(e.permanent()).isFalse());
      }
    } finally {
      supervisor.destroyForcibly();
    }
  }

  private boolean isLoopback(String hexAddress) {
    // 127.0.0.1 and ::ffff:127.0.0.1 as the kernel writes them.
    return hexAddress.endsWith("0100007F");
  }

  /** Of the process's network name space, which this one shares: only its own sockets count. */
  private static List<String> listeningAddresses(long pid) throws IOException {
    List<String> inodes;
    try (var descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      inodes = descriptors.map(EmbeddedDatabasesTest::target).toList();
    }
    List<String> addresses = new java.util.ArrayList<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields[3].equals("0A") && inodes.contains("socket:[" + fields[9] + "]")) {
          addresses.add(fields[1].split(":", 2)[0]);
        }
      }
    }
    return addresses;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void aFileThatIsMissingIsNamedAndNotCreated() {
    var missing =
        new DataSourceSettings(
            "sales",
            "jdbc:h2:file:" + folder.resolve("missing") + ";AUTO_SERVER=TRUE",
            "sa",
            "s3cret",
            Map.of());
    assertThatThrownBy(() -> EmbeddedDatabases.open(List.of(settings, missing)))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("data source sales")
        .hasMessageContaining("it is not created")
        .hasMessageNotContaining("s3cret");
    assertThat(folder.resolve("missing.mv.db")).doesNotExist();
  }

  @Test
  void otherDatabasesAreNobodysToHold() throws SQLException {
    var postgres =
        new DataSourceSettings("far", "jdbc:postgresql://nowhere/x", null, null, Map.of());
    EmbeddedDatabases.open(List.of(postgres)).close();
  }

  @Test
  void urlsThatPressesCannotShareAreObjectedTo() {
    assertThat(objection("jdbc:h2:mem:x")).contains("another process");
    assertThat(objection("jdbc:h2:nioMemFS:x;AUTO_SERVER=TRUE")).contains("another process");
    assertThat(objection("jdbc:h2:file:/x;USER=a")).contains("append ;AUTO_SERVER=TRUE");
    assertThat(objection("jdbc:h2:~/x")).contains("append ;AUTO_SERVER=TRUE");
    assertThat(objection("jdbc:h2:/x;auto_server=true")).isNull();
    assertThat(objection("jdbc:h2:tcp://host/x")).isNull();
  }

  private static String objection(String url) {
    return H2Url.of(url).orElseThrow().objection().orElse(null);
  }

  @Test
  void aRelativePathIsRelativeToTheGivenFolder() {
    Path base = Path.of("/etc/pressroom");
    assertThat(H2Url.resolve("jdbc:h2:file:./data/x;AUTO_SERVER=TRUE", base))
        .isEqualTo("jdbc:h2:file:/etc/pressroom/data/x;AUTO_SERVER=TRUE");
    assertThat(H2Url.resolve("jdbc:h2:../x", base)).isEqualTo("jdbc:h2:file:/etc/x");
    for (String url :
        List.of("jdbc:h2:~/x", "jdbc:h2:/x", "jdbc:h2:tcp://h/x", "jdbc:postgresql://h/./x")) {
      assertThat(H2Url.resolve(url, base)).isEqualTo(url);
    }
  }
}
