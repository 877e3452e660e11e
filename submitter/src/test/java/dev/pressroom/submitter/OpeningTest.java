package dev.pressroom.submitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.JobRequest;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.jdbc.TestDatabase;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queues in databases that cannot be used say so with the cure, and no password. */
class OpeningTest {
  @TempDir Path folder;

  private static void assertRefused(String url, String... words) {
    assertThatThrownBy(() -> Submitter.open(url))
        .isInstanceOf(QueueException.class)
        .hasMessageContainingAll(words)
        .hasMessageNotContaining("secret")
        .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("secret"));
  }

  @Test
  void aUrlOfAnotherKind() {
    assertThatThrownBy(() -> Submitter.open("jdbc:oracle:thin:@db?password=secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("of no kind", "jdbc:postgresql://host/database")
        .hasMessageNotContaining("secret");
  }

  @Test
  void nobodyThere() {
    assertRefused(
        "jdbc:postgresql://localhost:1/shop?password=secret",
        "at jdbc:postgresql://localhost:1/shop",
        "host, port and network");
  }

  @Test
  void aMistypedUrl() {
    assertRefused(
        "jdbc:postgresql://localhost:port/shop?password=secret",
        "at jdbc:postgresql://localhost:port/shop: the driver cannot read the URL");
    assertRefused("jdbc:h2:file:" + folder.resolve("q") + ";NO_SUCH_SETTING=1", "NO_SUCH_SETTING");
  }

  @Test
  void aFileThatIsNotThereIsNotMade() throws Exception {
    assertRefused("jdbc:h2:file:" + folder.resolve("typo"), "no database of that name");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aFileThatAnotherProcessHolds() throws Exception {
    Path file = folder.resolve("held");
    try (TestDatabase database = TestDatabase.h2(folder)) {
      Files.copy(folder.resolve("queue.mv.db"), file.resolveSibling("held.mv.db"));
    }
    try (var channel =
            java.nio.channels.FileChannel.open(
                folder.resolve("held.mv.db"), java.nio.file.StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertRefused("jdbc:h2:file:" + file, "AUTO_SERVER=TRUE");
    }
  }

  @Test
  void aWrongPassword() throws SQLException {
    try (TestDatabase database = TestDatabase.h2(folder);
        Connection owner = database.source().getConnection();
        Statement statement = owner.createStatement()) {
      statement.execute("create user host password 'right'");
      assertRefused(database.url() + ";USER=host;PASSWORD=secret", "user or password are wrong");
    }
  }

  @Test
  void aUserWhoMayOnlyWhatAHostNeeds() throws SQLException {
    try (TestDatabase database = TestDatabase.h2(folder);
        Connection owner = database.source().getConnection();
        Statement statement = owner.createStatement()) {
      statement.execute("create user host password 'secret'");
      String url = database.url().replaceAll(";.*", "") + ";USER=host;PASSWORD=secret";
      assertRefused(url, "grant select, insert, update and delete");
      statement.execute("grant all on schema public to host");
      try (Submitter submitter = Submitter.open(url)) {
        submitter.submit(JobRequest.of("finance.invoice").build());
      }
    }
  }

  @Test
  void missingTables() {
    assertRefused("jdbc:h2:mem:", "pressroom schema");
  }

  @Test
  void serverWithoutEnoughConnections() throws SQLException {
    try (TestDatabase database = TestDatabase.postgres();
        Connection owner = database.source().getConnection();
        Statement statement = owner.createStatement()) {
      statement.execute("create role crowded login connection limit 0");
      assertRefused(database.url().replace("user=postgres", "user=crowded"), "max_connections");
      statement.execute("drop role crowded");
    }
  }

  @Test
  void noDriver() throws Exception {
    URL[] own =
        List.of(
                Child.home(Submitter.class),
                Child.home(dev.pressroom.job.Job.class),
                Child.home(tools.jackson.core.JsonParser.class),
                Child.home(org.slf4j.Logger.class))
            .stream()
            .map(OpeningTest::url)
            .toArray(URL[]::new);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader alone = new URLClassLoader(own, ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(alone);
      Class<?> submitter = alone.loadClass(Submitter.class.getName());
      assertThatThrownBy(
              () -> submitter.getMethod("open", String.class).invoke(null, "jdbc:h2:file:/x"))
          .hasRootCauseInstanceOf(ClassNotFoundException.class)
          .cause()
          .hasMessageContainingAll("driver of jdbc:h2:file:/x", "com.h2database:h2");
      assertThatThrownBy(
              () -> submitter.getMethod("open", String.class).invoke(null, "jdbc:postgresql:x"))
          .cause()
          .hasMessageContaining("org.postgresql:postgresql");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (java.net.MalformedURLException e) {
      throw new AssertionError(e);
    }
  }
}
