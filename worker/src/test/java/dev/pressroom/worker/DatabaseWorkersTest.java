package dev.pressroom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.jdbc.TcpProxy;
import dev.pressroom.queue.jdbc.TestDatabase;
import dev.pressroom.submitter.FinishedFile;
import dev.pressroom.submitter.SubmittedJob;
import dev.pressroom.submitter.Submitter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hosts and workers in processes of their own, on one queue in a database. */
@Timeout(180)
final class DatabaseWorkersTest {
  @TempDir Path home;

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
  }

  /** A worker on a machine of its own: another folder. */
  private WorkerProcess worker(String url, String name, String queues) throws IOException {
    Path folder = Files.createDirectories(home.resolve(name));
    if (!Files.exists(folder.resolve("plugins"))) {
      Plugin.writeTo(folder.resolve("plugins/test"));
    }
    WorkerProcess worker =
        WorkerProcess.start(
            folder,
            name,
            String.join(
                "\n",
                "pressroom: worker/1",
                "queue: {url: '" + url + "', directory: work}",
                "worker: {name: "
                    + name
                    + ", queues: ["
                    + queues
                    + "], lease: 3s, heartbeat: 500ms, poll: 100ms, grace: 1s}",
                "presses: {count: 1, heap: 48m, ping: 200ms, silence: 1500ms}",
                ""));
    return worker;
  }

  private static void started(WorkerProcess worker) {
    soon()
        .until(() -> worker.log().contains("worker-started") || !WorkerProcess.alive(worker.pid()));
    assertThat(worker.log()).contains("worker-started");
  }

  private Process host(String url, int first, int count) throws IOException {
    String surefire = System.getProperty("surefire.test.class.path");
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            surefire == null ? System.getProperty("java.class.path") : surefire,
            OrderingHost.class.getName(),
            url,
            Integer.toString(first),
            Integer.toString(count),
            "4")
        .redirectErrorStream(true)
        .redirectOutput(home.resolve("host" + first + ".log").toFile())
        .start();
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Set<String> orders(String url) throws SQLException {
    Set<String> numbers = new TreeSet<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select number from orders")) {
      while (rows.next()) {
        assertThat(numbers.add(rows.getString(1))).isTrue();
      }
    }
    return numbers;
  }

  private static void ended(Process host) throws InterruptedException {
    assertThat(host.waitFor(100, TimeUnit.SECONDS)).isTrue();
    assertThat(host.exitValue()).isZero();
  }

  /** Waits until nothing waits or runs, and gives what order each job was of. */
  private static List<String> drained(Submitter submitter) {
    soon()
        .until(
            () ->
                submitter
                    .list(
                        JobFilter.newest(1)
                            .inState(JobState.QUEUED, JobState.SCHEDULED, JobState.RUNNING))
                    .isEmpty());
    List<String> done = new ArrayList<>();
    for (SubmittedJob job : submitter.list(JobFilter.newest(5_000))) {
      assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
      done.add(job.request().labels().get("order"));
    }
    return done;
  }

  @Test
  void exactlyTheInvoicesOfCommittedOrdersAreMade() throws Exception {
    try (TestDatabase database = TestDatabase.postgres();
        WorkerProcess w1 = worker(database.url(), "w1", "default");
        WorkerProcess w2 = worker(database.url(), "w2", "default");
        WorkerProcess w3 = worker(database.url(), "w3", "default");
        Submitter submitter = Submitter.open(database.url())) {
      execute(database.url(), "create table orders (number integer)");
      Process one = host(database.url(), 0, 500);
      Process other = host(database.url(), 500, 500);
      ended(one);
      ended(other);

      List<String> invoices = drained(submitter);
      assertThat(orders(database.url())).hasSize(666);
      assertThat(invoices).containsExactlyInAnyOrderElementsOf(orders(database.url()));
      for (WorkerProcess worker : List.of(w1, w2, w3)) {
        assertThat(worker.log()).contains("settled state=succeeded").doesNotContain(" WARN ");
      }
    }
  }

  @Test
  void filesComeFromBothMachinesAlsoAfterOneWasLostAndCameBack() throws Exception {
    try (TestDatabase database = TestDatabase.postgres();
        Submitter submitter = Submitter.open(database.url())) {
      Path running = home.resolve("running-now");
      Path go = home.resolve("go");
      SubmittedJob rescued =
          submitter.submit(
              JobRequest.of("test.waits")
                  .parameter("running", running.toString())
                  .parameter("go", go.toString())
                  .output("csv")
                  .queue("both")
                  .build());
      try (WorkerProcess lost = worker(database.url(), "a", "both, a")) {
        soon().until(() -> Files.exists(running) && Files.size(running) > 0);
        lost.signal("KILL");
      }
      Files.delete(running);
      try (WorkerProcess b = worker(database.url(), "b", "both, b")) {
        soon().until(() -> Files.exists(running));
        Files.createFile(go);
        assertThat(rescued.await(Duration.ofSeconds(30))).isEqualTo(JobState.SUCCEEDED);
        assertThat(b.log()).containsPattern("rescued .*job=" + rescued.id());
        try (WorkerProcess back = worker(database.url(), "a", "both, a")) {
          for (String queue : List.of("a", "b")) {
            isFetched(submitter, queue);
          }
          assertThat(back.log()).doesNotContain(" WARN ").doesNotContain(" ERROR ");
        }
      }
      assertThat(text(rescued.artifacts().get(0))).isNotEmpty();
    }
  }

  private static void isFetched(Submitter submitter, String queue) throws Exception {
    SubmittedJob good =
        submitter.submit(JobRequest.of("test.quick").output("csv").queue(queue).build());
    SubmittedJob bad =
        submitter.submit(
            JobRequest.of("test.fails").output("csv").queue(queue).attempts(1).build());
    assertThat(good.await(Duration.ofSeconds(30))).isEqualTo(JobState.SUCCEEDED);
    assertThat(bad.await(Duration.ofSeconds(30))).isEqualTo(JobState.FAILED);

    assertThat(good.artifacts()).hasSize(1);
    assertThat(text(good.artifacts().get(0))).hasSize((int) good.artifacts().get(0).size());
    assertThat(good.log().orElseThrow()).contains("quick was here");
    assertThat(bad.errorText().orElseThrow()).contains(bad.id().text());
    assertThat(bad.error()).isPresent();
  }

  private static String text(FinishedFile file) throws IOException {
    try (InputStream in = file.open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aServerThatIsAwayFillsNoLog() throws Exception {
    try (TestDatabase database = TestDatabase.postgres();
        TcpProxy network = new TcpProxy(port(database.url()));
        WorkerProcess worker =
            worker(
                database.url().replace(":" + port(database.url()), ":" + network.port()),
                "w",
                "default");
        Submitter submitter = Submitter.open(database.url())) {
      started(worker);
      network.down();
      soon().until(() -> network.refused() > 30);
      assertThat(worker.log().lines().filter(line -> line.contains(" WARN ")).toList())
          .hasSizeLessThan(7);
      assertThat(worker.log()).doesNotContain(" ERROR ");

      network.up();
      SubmittedJob job = submitter.submit(JobRequest.of("test.quick").output("csv").build());
      assertThat(job.await(Duration.ofSeconds(60))).isEqualTo(JobState.SUCCEEDED);
      assertThat(worker.log()).contains("the store answers again");
    }
  }

  private static int port(String url) {
    return Integer.parseInt(url.replaceAll(".*localhost:([0-9]+)/.*", "$1"));
  }

  @Test
  void severalProcessesShareAnH2FileWhoeverServesItAndDies() throws Exception {
    String url = "jdbc:h2:file:" + home.resolve("queue") + ";AUTO_SERVER=TRUE;WRITE_DELAY=0";
    try (WorkerProcess w1 = worker(url, "w1", "default");
        WorkerProcess w2 = worker(url, "w2", "default")) {
      started(w1);
      started(w2);
      execute(url, "create table orders (number integer)");
      Process one = host(url, 0, 100);
      Process other = host(url, 100, 100);
      soon()
          .until(
              () -> {
                Set<String> placed = orders(url);
                return w1.log().contains("settled")
                    && placed.stream().anyMatch(order -> order.length() < 3)
                    && placed.stream().anyMatch(order -> order.length() == 3);
              });
      w1.signal("KILL");
      ended(one);
      ended(other);
      try (WorkerProcess back = worker(url, "w1", "default");
          Submitter submitter = Submitter.open(url)) {
        List<String> invoices = drained(submitter);
        assertThat(invoices).isNotEmpty().containsExactlyInAnyOrderElementsOf(orders(url));
      }
    }
  }
}
