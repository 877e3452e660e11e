package dev.pressroom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that {@link HostileReport} can do, beside a hundred honest jobs. What was said of each
 * is left in {@code target/hostile-reports.txt}, for people.
 */
final class HostileReportsIT {
  private static final int HONEST = 100;

  /** How long processes that are left would sleep; no other program has such a number. */
  private static final String MARK = "7531." + ProcessHandle.current().pid();

  /** What the job's error file, or else the worker's log about the press, must say. */
  private static final Map<String, String> NAMED = new LinkedHashMap<>();

  static {
    NAMED.put("leaks a daemon thread", "retired.* the thread \"left-daemon\"");
    NAMED.put("leaks a thread", "retired.* the thread \"left-thread\"");
    NAMED.put("leaks memory", "retired.* heap stays filled");
    NAMED.put("changes the locale", "retired.* another default locale");
    NAMED.put("changes the zone", "retired.* another default time zone");
    NAMED.put("changes a property", "retired.* the system property java.io.tmpdir");
    NAMED.put("removes all properties", "retired.* the system property|failed");
    NAMED.put("closes System.in", "retired.* closed standard input");
    NAMED.put("closes System.out", "settled state=succeeded");
    NAMED.put("prints megabytes", "settled state=succeeded");
    NAMED.put("prints binary and fails", "IllegalStateException: after much noise");
    NAMED.put("leaves a child", "retired.* the process [0-9]+");
    NAMED.put("leaves fifty children", "retired.* the process [0-9]+.* the process [0-9]+");
    NAMED.put("leaves a daemon process", "retired.* the process [0-9]+");
    NAMED.put("leaves a file of megabytes", "retired.* the temporary file left.*bin");
    NAMED.put("opens 10000 files", "retired.* [0-9]+ open files|Too many open files");
    NAMED.put("opens files until none are left", "Too many open files");
    NAMED.put("handles uncaught exceptions", "retired.* handler of uncaught exceptions");
    NAMED.put("installs a hanging hook", "settled state=succeeded");
    NAMED.put("interrupts all threads", "settled state=succeeded|its thread was interrupted");
    NAMED.put("writes to other jobs", "settled state=succeeded");
    NAMED.put("throws an Error", "AssertionError: two and two are five");
    NAMED.put("recurses for ever", "StackOverflowError");
    NAMED.put("throws a broken Error", "BrokenError: .its getMessage.. failed");
    NAMED.put("throws cyclic causes", "IllegalStateException: the egg was first");
    NAMED.put("throws a huge message", "Error: long long long");
    NAMED.put("exhausts the heap", "more memory than a press has.*Java heap space");
    NAMED.put("exhausts the metaspace", "more memory than a press has.*Metaspace");
    NAMED.put("exhausts direct memory", "more memory than a press has.*direct buffer memory");
    NAMED.put("exhausts threads", "more memory than a press has.*native thread");
    NAMED.put("crashes natively", "crashed .*SIGSEGV.* in native code, at .*HostileReport.crash");
    NAMED.put("calls System.exit", "System.exit\\(7\\)");
    NAMED.put("exits through a hanging hook", "System.exit, .*shutdown hook then hung");
    NAMED.put("halts", "exit value 9 and without a word.*Runtime.halt");
    NAMED.put("kills itself", "killed from outside by signal 9");
    NAMED.put("deletes its attempt", "directory was removed while the report ran");
    NAMED.put("writes to descriptor 3", "came over its descriptor 3 that no worker says");
    NAMED.put("writes to descriptor 4", "broke the protocol");
    NAMED.put("forges its end", "said that it finished, but it left no outcome.json");
    NAMED.put("ignores interrupts", "took longer.*stood in .*HostileReport.ignore");
    NAMED.put("sleeps beyond its timeout", "took longer.*stood in .*HostileReport");
    NAMED.put("computes beyond its timeout", "took longer.*stood in .*HostileReport.compute");
    NAMED.put("deadlocks", "took longer.*deadlock.*\"the other one\" waits for \"main\"");
    NAMED.put("stops itself", "took longer.*frozen .*SIGSTOP");
    NAMED.put("kills the other presses", "settled state=succeeded");
  }

  @TempDir Path home;

  @Test
  void hostileReportsHarmNobodyAndAreNamed() throws Exception {
    assertThat(NAMED.keySet()).isEqualTo(HostileReport.WAYS.keySet());
    Bench bench = new Bench(home);
    Plugin.writeTo(home.resolve("plugins/hostile"), HostileReport.class);
    String settings =
        bench
            .settings("w1")
            .replace(
                "count: 1,", "count: 3, logSize: 64k, jvmOptions: [\"-XX:MaxMetaspaceSize=40m\"],");
    try (WorkerProcess worker = WorkerProcess.start(home, "w1", settings)) {
      // What is made once is made now, so that the numbers can be compared.
      List<JobId> first = new ArrayList<>();
      for (String way : List.of("leaks a thread", "calls System.exit", "leaves a child")) {
        first.add(hostile(bench, way));
        first.add(honest(bench));
      }
      finished(bench, first);
      Numbers before = Numbers.of(worker);

      Map<JobId, String> hostile = new LinkedHashMap<>();
      List<JobId> honest = new ArrayList<>();
      List<String> ways = List.copyOf(NAMED.keySet());
      String last = ways.get(ways.size() - 1);
      for (String way : ways.subList(0, ways.size() - 1)) {
        hostile.put(hostile(bench, way), way);
        honest.add(honest(bench));
        honest.add(honest(bench));
      }
      finished(bench, hostile.keySet());
      // That one would kill presses in which others misbehave.
      hostile.put(hostile(bench, last), last);
      while (honest.size() < HONEST) {
        honest.add(honest(bench));
      }
      finished(bench, honest);
      finished(bench, hostile.keySet());

      List<String> table = table(bench, worker, hostile);
      Files.write(Path.of("target/hostile-reports.txt"), table, StandardCharsets.UTF_8);
      SoftAssertions all = new SoftAssertions();
      for (JobId id : honest) {
        all.assertThat(bench.view(id).state()).as(id.text()).isEqualTo(JobState.SUCCEEDED);
      }
      for (int i = 0; i < ways.size(); i++) {
        all.assertThat(table.get(i)).containsPattern(NAMED.get(ways.get(i)));
      }
      all.assertThat(left()).as("processes that are left").isEmpty();
      all.assertAll();
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> Numbers.of(worker).mustBeLike(before));
      worker.signal("TERM");
      assertThat(worker.exit()).as(worker.log()).isZero();
    }
  }

  private static JobId honest(Bench bench) {
    return bench.submit(bench.job("test.quick").output("pdf").output("csv"));
  }

  private static JobId hostile(Bench bench, String way) {
    return bench.submit(
        bench
            .job(HostileReport.NAME)
            .parameter("way", way)
            .parameter("mark", MARK)
            .output("csv")
            .attempts(1)
            .timeout(Duration.ofSeconds(2)));
  }

  private static void finished(Bench bench, Iterable<JobId> jobs) {
    for (JobId id : jobs) {
      await()
          .atMost(Duration.ofSeconds(150))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> bench.view(id).state().finished());
    }
  }

  /** For each way, what people are told: the error file's first line, and the log of the press. */
  private static List<String> table(Bench bench, WorkerProcess worker, Map<JobId, String> hostile)
      throws Exception {
    String log = worker.log();
    List<String> table = new ArrayList<>();
    for (Map.Entry<JobId, String> job : hostile.entrySet()) {
      Outcome outcome = bench.outcome(job.getKey());
      List<String> told =
          outcome.state() == JobState.SUCCEEDED
              ? log.lines()
                  .filter(line -> line.contains("job=" + job.getKey()))
                  .filter(line -> line.contains("press-retired") || line.contains("settled"))
                  .map(
                      line ->
                          line.replaceAll(
                              "^\\S+ +\\S+ +| (job|worker)=\\S+| attempt=\\d+ of \\d+", ""))
                  .toList()
              : bench.errorFile(job.getKey()).lines().limit(1).toList();
      String text = String.join("; ", told);
      table.add(
          "%-32s %-18s %s"
              .formatted(
                  job.getValue(),
                  outcome.reason(),
                  text.substring(0, Math.min(400, text.length()))));
    }
    return table;
  }

  private static List<String> left() throws IOException {
    List<String> left = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : all) {
        try {
          String command =
              Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
          if (command.contains(MARK)) {
            left.add(process + " " + command.replace('\0', ' '));
          }
        } catch (IOException e) {
          // It has ended meanwhile.
          continue;
        }
      }
    }
    return left;
  }

  /** What the worker itself uses. */
  private record Numbers(long threads, long files, long megabytes) {
    static Numbers of(WorkerProcess worker) throws IOException {
      Path process = Path.of("/proc", Long.toString(worker.pid()));
      Map<String, Long> status = new LinkedHashMap<>();
      for (String line : Files.readAllLines(process.resolve("status"))) {
        if (line.startsWith("Threads:") || line.startsWith("VmRSS:")) {
          status.put(line.replaceFirst(":.*", ""), Long.valueOf(line.replaceAll("[^0-9]", "")));
        }
      }
      try (Stream<Path> files = Files.list(process.resolve("fd"))) {
        return new Numbers(status.get("Threads"), files.count(), status.get("VmRSS") >> 10);
      }
    }

    void mustBeLike(Numbers before) {
      assertThat(threads).as("threads; before %s", before).isLessThanOrEqualTo(before.threads + 6);
      assertThat(files).as("open files; before %s", before).isLessThanOrEqualTo(before.files + 6);
      // The heap may grow to its 128 MB, of which it has used some 40 so far, and stay so; what is
      // leaked beside it must not add up.
      assertThat(megabytes).as("MB; before %s", before).isLessThanOrEqualTo(before.megabytes + 90);
    }
  }
}
