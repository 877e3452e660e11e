package dev.pressroom.submitter;

import dev.pressroom.job.Failure;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.QueueException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** What a host does, in a JVM whose class path and locale a test chooses. Needs no test library. */
public final class HostProgram {
  private HostProgram() {}

  /**
   * Does what it is told, and ends with 0 if all was as it should be.
   *
   * @param arguments all, deployed, work, fail, read or read-error; the spool's folder; for the
   *     last two a job's id. Or deployed-with-database and its URL
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("deployed-with-database")) {
      livedWithDatabase(arguments[1]);
      return;
    }
    Path root = Path.of(arguments[1]);
    say("encoding", System.getProperty("sun.jnu.encoding"));
    try (Bench bench = new Bench(root);
        Submitter submitter = bench.submitter()) {
      switch (arguments[0]) {
        case "all" -> {
          everything(bench, submitter);
          theHostsOwnJson();
        }
        case "deployed" -> lived(bench, submitter);
        case "work" -> {
          say("id", submitter.submit(request()).id());
          bench.succeed(bench.claim(), Map.of("Umsätze.csv", "a;b\n"));
        }
        case "fail" -> {
          say("id", submitter.submit(request()).id());
          bench.fail(bench.claim(), Failure.of("no luck", true));
        }
        case "read" -> read(submitter.find(arguments[2]).orElseThrow());
        case "read-error" ->
            say(
                "error",
                submitter
                    .find(arguments[2])
                    .orElseThrow()
                    .errorText()
                    .orElseThrow()
                    .lines()
                    .findFirst()
                    .orElseThrow());
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    }
  }

  private static JobRequest request() {
    return JobRequest.of("sales")
        .parameter("rate", new BigDecimal("1.10"))
        .parameter("from", Instant.parse("2026-10-01T00:00:00.123456789Z"))
        .output("csv", "Umsätze")
        .label("customer", "4711")
        .build();
  }

  /** What a deployed host does in its life, short of comparing requests. */
  private static void lived(Bench bench, Submitter submitter) throws Exception {
    SubmittedJob job = submitter.prepare(request()).release();
    var finished = job.whenFinished().toCompletableFuture();
    submitter.prepare(request()).discard();
    bench.succeed(bench.claim(), Map.of("Umsätze.csv", "a;b\n"));
    finished.get(30, TimeUnit.SECONDS);
    submitter.find(job.id()).orElseThrow().artifacts().get(0).open().close();
    submitter.list(JobFilter.newest(5).withLabel("customer", "4711"));
    submitter.submit(request()).cancel();
    submitter.prepared();
    submitter.submit(request()).whenFinished();
  }

  /** The same where the queue is in a database, whose driver may be the host's or the server's. */
  private static void livedWithDatabase(String url) throws Exception {
    try (Submitter submitter = Submitter.open(url, "shop");
        Connection connection = DriverManager.getConnection(url)) {
      SubmittedJob job = submitter.prepare(request()).release();
      submitter.prepare(request()).discard();
      submitter.find(job.id()).orElseThrow().request();
      submitter.list(JobFilter.newest(5).withLabel("customer", "4711"));
      connection.setAutoCommit(false);
      JobRequest keyed = JobRequest.of("sales").key(UniqueKey.whileUnfinished("one")).build();
      submitter.submitAll(connection, List.of(keyed, request()));
      connection.commit();
      submitter.committed();
      var finished = job.whenFinished().toCompletableFuture();
      job.cancel();
      finished.get(30, TimeUnit.SECONDS);
      submitter.prepared();
      submitter.submit(request()).whenFinished();
    }
    // As Tomcat does for an application, and a careful application itself.
    for (Driver driver : Collections.list(DriverManager.getDrivers())) {
      if (driver.getClass().getClassLoader() == HostProgram.class.getClassLoader()) {
        DriverManager.deregisterDriver(driver);
      }
    }
  }

  private static void everything(Bench bench, Submitter submitter) throws Exception {
    SubmittedJob job = submitter.prepare(request()).release();
    check(submitter.find(job.id()).orElseThrow().state() == JobState.QUEUED, "it is queued");
    check(submitter.find(job.id()).orElseThrow().request().equals(request()), "it is the same");
    check(
        submitter.list(JobFilter.newest(5).withLabel("customer", "4711")).size() == 1,
        "it is listed");
    var finished = job.whenFinished().toCompletableFuture();
    Claim claim = bench.claim();
    Files.writeString(new JobDirectory(claim.directory()).progress(1), "{\"done\":1,\"total\":2}");
    check(job.progress().orElseThrow().done() == 1, "it tells its progress");
    bench.succeed(claim, Map.of("Umsätze.csv", "a;b\n"));
    check(finished.get(30, TimeUnit.SECONDS) == JobState.SUCCEEDED, "it ends");
    read(job);
    SubmittedJob bad = submitter.submit(request());
    bench.fail(bench.claim(), Failure.of("no luck", true));
    check(bad.error().orElseThrow().message().equals("no luck"), "it tells its error");
    LoggerFactory.getLogger(HostProgram.class).info("logged by the host's own logging");
    say("core", tools.jackson.core.json.PackageVersion.VERSION);
    say("slf4j", Child.home(LoggerFactory.class).getFileName());
    say("logger", LoggerFactory.getLogger(HostProgram.class).getClass().getName());
  }

  private static void read(SubmittedJob job) throws Exception {
    FinishedFile file = job.artifacts().get(0);
    say("name", escaped(file.name()));
    try (InputStream in = file.open()) {
      say("content", new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
    try {
      say("path", Files.size(file.path()) + " bytes");
    } catch (QueueException e) {
      say("path", escaped(e.getMessage()));
    }
  }

  /** The host's databind does what it did before, beside ours. */
  private static void theHostsOwnJson() throws Exception {
    Object mapper = databind().getConstructor().newInstance();
    Object json =
        mapper
            .getClass()
            .getMethod("writeValueAsString", Object.class)
            .invoke(mapper, Map.of("a", List.of(1, 2)));
    say("json", json);
  }

  private static Class<?> databind() throws ClassNotFoundException {
    try {
      return Class.forName("tools.jackson.databind.json.JsonMapper");
    } catch (ClassNotFoundException e) {
      return Class.forName("com.fasterxml.jackson.databind.ObjectMapper");
    }
  }

  private static String escaped(String text) {
    StringBuilder ascii = new StringBuilder();
    text.chars().forEach(c -> ascii.append(c < 0x80 ? "" + (char) c : String.format("\\u%04x", c)));
    return ascii.toString();
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("not so: " + what);
    }
  }

  private static void say(String name, Object value) {
    System.out.println("RESULT " + name + " " + value);
  }
}
