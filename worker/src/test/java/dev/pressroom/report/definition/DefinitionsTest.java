package dev.pressroom.report.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pressroom.report.ReportException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionsTest {
  private static final String YAML =
      """
      pressroom: report/1
      title: Sales
      dataSource: warehouse
      queries: {main: {file: main.sql}}
      columns: {a: {}}
      """;

  @TempDir Path temp;
  private Path root;

  @BeforeEach
  void makeTheFolder() throws IOException {
    root = Files.createDirectories(temp.resolve("reports"));
    write("finance/monthly-sales", "SELECT 1 AS a");
  }

  private void write(String folder, String sql) throws IOException {
    Path report = Files.createDirectories(root.resolve(folder));
    Files.writeString(report.resolve("report.yaml"), YAML);
    Files.writeString(report.resolve("main.sql"), sql);
  }

  private Definitions definitions() throws IOException {
    return Definitions.open(root, Set.of("pdf", "csv"));
  }

  private String refusal(String name) throws IOException {
    Definitions definitions = definitions();
    try {
      return "found " + definitions.find(name);
    } catch (ReportException e) {
      assertThat(e.permanent()).isTrue();
      return e.getMessage();
    }
  }

  @Test
  void aDotIsAFolder() throws Exception {
    Definition found = definitions().find("finance.monthly-sales");
    assertThat(definitions().has("finance.monthly-sales")).isTrue();
    assertThat(definitions().has("finance")).isFalse();
    assertThat(found.name()).isEqualTo("finance.monthly-sales");
    assertThat(found.dataSource()).contains("warehouse");
    assertThat(found.outputs()).containsExactlyInAnyOrder("csv", "pdf");
    assertThat(found.files())
        .containsOnlyKeys("finance/monthly-sales/main.sql", "finance/monthly-sales/report.yaml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "..",
        "../x",
        "a/b",
        "A",
        "a..b",
        ".a",
        "a.",
        "a_b",
        "a\u0000",
        "-a",
        "a\\b",
        "/etc",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void namesThatCouldLeaveTheFolderAreNoNames(String name) throws Exception {
    assertThat(refusal(name)).contains("is not a report's name");
    assertThat(definitions().has(name)).isFalse();
  }

  @Test
  void anUnknownReportIsRefusedWithTheNearestOne() throws Exception {
    assertThat(refusal("finance.montly-sales"))
        .isEqualTo(
            "report \"finance.montly-sales\" is unknown (did you mean finance.monthly-sales?); there"
                + " is no finance/montly-sales/report.yaml in the reports' folder");
  }

  @Test
  void linksMayNotLeadOut() throws Exception {
    Path outside = Files.createDirectories(temp.resolve("outside"));
    Files.writeString(outside.resolve("report.yaml"), YAML);
    Files.writeString(outside.resolve("main.sql"), "SELECT 1");
    Files.createSymbolicLink(root.resolve("linked"), outside);
    assertThat(refusal("linked")).contains("leads out of the reports' folder");
    assertThat(definitions().names()).containsExactly("finance.monthly-sales");

    Files.delete(root.resolve("finance/monthly-sales/main.sql"));
    Files.createSymbolicLink(
        root.resolve("finance/monthly-sales/main.sql"), outside.resolve("main.sql"));
    assertThat(refusal("finance.monthly-sales")).contains("leads out of the reports' folder");
  }

  @Test
  void linksWithinAreFollowedAndLoopsEnd() throws Exception {
    Files.createSymbolicLink(root.resolve("again"), root.resolve("finance"));
    Files.createSymbolicLink(root.resolve("finance/loop"), root);
    assertThat(definitions().names()).contains("finance.monthly-sales", "again.monthly-sales");
    assertThat(definitions().find("again.monthly-sales").name()).isEqualTo("again.monthly-sales");
  }

  @Test
  void foldersThatNobodyCanAskForAreNotListedButLinted() throws Exception {
    write("Finance/x_y", "SELECT 1");
    write(".git/x", "SELECT 1");
    assertThat(definitions().names()).containsExactly("finance.monthly-sales");
    assertThat(definitions().lint())
        .singleElement()
        .asString()
        .startsWith("Finance/x_y/report.yaml:1:1 no job can ask for this report");
  }

  @Test
  void theDigestChangesWithAnyFileAndOnlyThen() throws Exception {
    String before = definitions().find("finance.monthly-sales").digest();
    assertThat(before).hasSize(64).isEqualTo(definitions().find("finance.monthly-sales").digest());
    write("finance/monthly-sales", "SELECT 2 AS a");
    assertThat(definitions().find("finance.monthly-sales").digest()).isNotEqualTo(before);
  }

  @Test
  void aStoredVersionIsReadFromAFolderOfItsOwn() throws Exception {
    Definition now = definitions().find("finance.monthly-sales");
    Path stored = Files.createDirectories(temp.resolve("stored"));
    for (var file : now.files().entrySet()) {
      Files.createDirectories(stored.resolve(file.getKey()).getParent());
      Files.write(stored.resolve(file.getKey()), file.getValue());
    }
    Definition then = Definitions.open(stored, Set.of("pdf")).find("finance.monthly-sales");
    assertThat(then.digest()).isEqualTo(now.digest());
  }

  @Test
  void aDefinitionIsReadAgainWhenAFileHasChangedAndOnlyThen() throws Exception {
    Definitions definitions = definitions();
    Definition first = definitions.find("finance.monthly-sales");
    assertThat(definitions.find("finance.monthly-sales")).isSameAs(first);

    Path sql = root.resolve("finance/monthly-sales/main.sql");
    FileTime modified = Files.getLastModifiedTime(sql);
    Files.writeString(sql, "SELECT 2 AS a");
    Files.setLastModifiedTime(sql, modified);
    Definition second = definitions.find("finance.monthly-sales");
    assertThat(second.files().get("finance/monthly-sales/main.sql"))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("SELECT 2 AS a");
    assertThat(second.digest()).isNotEqualTo(first.digest());

    Files.delete(sql);
    assertThatExceptionOfType(ReportException.class)
        .isThrownBy(() -> definitions.find("finance.monthly-sales"))
        .withMessageContaining("finance/monthly-sales/main.sql does not exist");
  }

  /** Somebody exchanges both files again and again, the SQL first: what is read is never mixed. */
  @Test
  void filesThatAreSavedWhileTheyAreReadAreReadAsTheyStoodAtOneMoment() throws Exception {
    Definitions definitions = definitions();
    Path folder = root.resolve("finance/monthly-sales");
    AtomicInteger version = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    Thread author =
        new Thread(
            () -> {
              while (!over.get()) {
                try {
                  int next = version.incrementAndGet();
                  Files.writeString(folder.resolve("main.sql"), "SELECT " + next + " AS a");
                  Files.writeString(
                      folder.resolve("report.yaml"), YAML.replace("Sales", "Sales " + next));
                  LockSupport.parkNanos(60_000_000);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });
    write("finance/monthly-sales", "SELECT Sales AS a");
    author.start();
    try {
      for (int read = 0; read < 30; read++) {
        Definition definition = definitions.find("finance.monthly-sales");
        String sql =
            new String(
                definition.files().get("finance/monthly-sales/main.sql"), StandardCharsets.UTF_8);
        assertThat(sql).isEqualTo("SELECT " + definition.title().replace("Sales ", "") + " AS a");
      }
    } finally {
      over.set(true);
      author.join();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"main.sql", "report.yaml"})
  void aFileThatIsMissingForAMomentIsWaitedFor(String file) throws Exception {
    Path path = root.resolve("finance/monthly-sales").resolve(file);
    Definitions definitions = definitions();
    definitions.find("finance.monthly-sales");
    byte[] content = Files.readAllBytes(path);
    Files.delete(path);
    Thread author =
        new Thread(
            () -> {
              try {
                LockSupport.parkNanos(100_000_000);
                Files.write(path, content);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    author.start();
    assertThat(definitions.find("finance.monthly-sales").title()).isEqualTo("Sales");
    author.join();
  }

  @Test
  void aFolderThatIsNotThereIsAnError() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Definitions.open(root.resolve("none"), Set.of()));
  }
}
