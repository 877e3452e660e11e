package dev.pressroom.queue.spool;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.LeaseBeat;
import dev.pressroom.queue.LogOf;
import dev.pressroom.queue.SettableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;

/** The vocabulary of the tests of bad input. */
@Timeout(120)
abstract class BadInput {
  static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
  static final List<String> DEFAULT = List.of("default");
  static final String REQUEST =
      "{\"format\":\"pressroom/job/1\",\"report\":\"sales\",\"outputs\":[{\"format\":\"csv\"}]}";

  @TempDir Path root;

  final SettableClock clock = new SettableClock(START);
  final LogOf log = new LogOf();
  SpoolStore store;
  Lease lease;

  @BeforeEach
  void openStore() {
    store = SpoolStore.open(root, clock);
    lease = store.register("w1");
  }

  @AfterEach
  void closeStore() {
    store.close();
    log.close();
  }

  Job job() {
    JobRequest request = JobRequest.of("sales").output("csv").build();
    return new Job(JobId.create(clock.instant(), "sales"), request, clock.instant(), null);
  }

  JobId submitted() {
    return store.submit(job());
  }

  Path queue() {
    return root.resolve("queued/default");
  }

  /** Where a job waits that was never claimed. */
  Path waiting(JobId id) {
    return queue().resolve("default.5." + id + ".0of3");
  }

  List<JobId> claimed() {
    return store.claim(lease, DEFAULT, 100).stream().map(Claim::id).toList();
  }

  static Outcome outcome(Claim claim, JobState state) {
    return new Outcome(
        claim.id(),
        state,
        state == JobState.SUCCEEDED ? Reason.SUCCEEDED : Reason.CANCELLED,
        claim.attempt(),
        claim.route(),
        new Outcome.Run(
            claim.lease().worker(), claim.claimedAt(), null, claim.claimedAt(), null, null),
        state == JobState.SUCCEEDED ? new Outcome.Produced(0, List.of(), List.of()) : null,
        null,
        "test");
  }

  /** Another worker takes back all that is claimed. */
  void rescueAll() {
    Lease rescuer = store.register("rescuer");
    for (LeaseBeat beat : store.leases()) {
      if (!beat.lease().equals(rescuer.id())) {
        store.rescue(beat.lease(), rescuer);
      }
    }
    lease = rescuer;
  }

  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /** The texts in {@code corrupt/}; beside each lies what it is about. */
  List<String> reasons() throws IOException {
    List<String> names = names(root.resolve("corrupt"));
    return names.stream()
        .filter(name -> name.endsWith(".txt"))
        .filter(name -> names.contains(name.substring(0, name.length() - 4)))
        .map(name -> read(root.resolve("corrupt").resolve(name)))
        .toList();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A good request, made bad; and what its refusal says. */
  static Stream<Arguments> badJson() {
    byte[] binary = new byte[5_000];
    new Random(7).nextBytes(binary);
    return Stream.of(
        bad("malformed", "{\"format\" \"pressroom/job/1\"}", "is not JSON"),
        bad("empty", "", "it is empty"),
        bad("truncated", REQUEST.substring(0, REQUEST.length() / 2), "is not JSON"),
        bad("huge", REQUEST + " ".repeat(1 << 20), "larger than the 1048576 bytes"),
        bad("deep", with("parameters", "[".repeat(200_000)), "is not an object"),
        bad("deep objects", with("parameters", "{\"a\":".repeat(100_000)), "is not text, a number"),
        Arguments.of("binary", binary, "is not JSON"),
        bad("not one object", REQUEST + REQUEST, "is followed by something else"),
        bad("a list", "[" + REQUEST + "]", "is not an object"),
        bad("doubled field", with("report", "\"b\""), "Duplicate"),
        bad("unknown field", with("colour", "1"), "is not a field of this form"),
        bad("wrong type", with("priority", "\"high\""), "\"priority\" is not a whole number"),
        bad("out of range", with("priority", "11"), "priority 11 is not 0 (first) to 9 (last)"),
        bad("report with ..", report("../../etc/passwd"), "is not a report's name"),
        bad("report with /", report("a/b"), "is not a report's name"),
        bad("report with NUL", report("a\\u0000b"), "is not a report's name"),
        bad("report with a newline", report("a\\nERROR b"), "\"a?ERROR b\" is not a report's name"),
        bad("report of 300 letters", report("a".repeat(300)), "is not a report's name"),
        bad("report not ASCII", report("umsätze"), "is not a report's name"),
        bad("report with a leading dash", report("-rf"), "is not a report's name"),
        bad("report of a million letters", report("a".repeat(1_000_000)), "(cut short)"),
        bad("queue with ..", with("queue", "\"..\""), "is not a queue's name"),
        bad("queue with /", with("queue", "\"a/b\""), "is not a queue's name"),
        bad("queue with NUL", with("queue", "\"a\\u0000\""), "is not a queue's name"),
        bad("file name with ..", output("../a"), "cannot be a file's name"),
        bad("file name with NUL", output("a\\u0000"), "cannot be a file's name"),
        bad("file name with a leading dash", output("-rf"), "cannot be a file's name"),
        bad("path with ..", deliver("a/../../b"), "cannot be a file's name"),
        bad("path from the root", deliver("/etc/passwd"), "cannot be a file's name"));
  }

  private static Arguments bad(String what, String json, String says) {
    return Arguments.of(what, json.getBytes(StandardCharsets.UTF_8), says);
  }

  private static String with(String field, String value) {
    return REQUEST.substring(0, REQUEST.length() - 1) + ",\"" + field + "\":" + value + "}";
  }

  private static String report(String name) {
    return REQUEST.replace("\"sales\"", "\"" + name + "\"");
  }

  private static String output(String name) {
    return REQUEST.replace("\"csv\"", "\"csv\",\"name\":\"" + name + "\"");
  }

  private static String deliver(String path) {
    return with("deliver", "[{\"to\":\"published\",\"path\":\"" + path + "\"}]");
  }
}
