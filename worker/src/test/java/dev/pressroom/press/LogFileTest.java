package dev.pressroom.press;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFileTest {
  private static final long MOST = 4096;

  @TempDir Path folder;

  private Path path() {
    return folder.resolve("press.log");
  }

  private static void print(LogFile log, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    log.write(bytes, 0, bytes.length);
  }

  @Test
  void aLogThatFitsIsKeptAsItIs() throws Exception {
    try (LogFile log = new LogFile(path(), MOST, "presses.logSize")) {
      print(log, "x".repeat((int) MOST));
    }
    assertThat(path()).content().isEqualTo("x".repeat((int) MOST));
  }

  @Test
  void beginningAndEndStayAndWhatIsLeftOutIsCounted() throws Exception {
    long written = 0;
    try (LogFile log = new LogFile(path(), MOST, "presses.logSize")) {
      for (int i = 1; i <= 5000; i++) {
        String line = "line " + i + "\n";
        print(log, line);
        written += line.length();
        assertThat(Files.size(path())).isLessThanOrEqualTo(MOST);
        // Whoever is killed now leaves this.
        assertThat(Files.readString(path())).startsWith("line 1\n").endsWith(line);
      }
    }
    String text = Files.readString(path());
    String marker = text.replaceAll("(?s).*(\n\\[[^\\]]*\\]\n).*", "$1");
    assertThat(marker).contains("bytes of the log are left out here; presses.logSize keeps 4096]");
    long left = Long.parseLong(marker.replaceAll("[^0-9]+([0-9]+) bytes.*\n", "$1").strip());
    assertThat(left).isEqualTo(written - (text.length() - marker.length()));
    List<String> end = text.substring(text.indexOf(marker) + marker.length()).lines().toList();
    assertThat(end).allMatch(line -> line.matches("line [0-9]+")).hasSizeGreaterThan(50);
    assertThat(text).containsOnlyOnce("left out here");
  }

  @Test
  void oneHugeLineIsCutToo() throws Exception {
    try (LogFile log = new LogFile(path(), MOST, "presses.logSize")) {
      print(log, "a" + "x".repeat(1_000_000) + "z");
    }
    assertThat(Files.size(path())).isLessThanOrEqualTo(MOST);
    assertThat(path()).content().startsWith("ax").endsWith("xz").contains("left out here");
  }

  @Test
  void aReportMayAllowItselfLessButNotMore() throws Exception {
    try (LogFile log = new LogFile(path(), MOST, "presses.logSize")) {
      log.atMost(MOST * 2, "limits.log in a/report.yaml:4");
      log.atMost(MOST / 2, "limits.log in b/report.yaml:4");
      print(log, "x\n".repeat(5000));
    }
    assertThat(Files.size(path())).isLessThanOrEqualTo(MOST / 2);
    assertThat(path()).content().contains("limits.log in b/report.yaml:4 keeps 2048");
  }
}
