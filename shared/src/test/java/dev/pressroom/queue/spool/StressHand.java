package dev.pressroom.queue.spool;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.LeaseLostException;
import dev.pressroom.queue.LeaseWatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** One process of {@link SpoolStressTest}: a submitter or a worker, made to be killed. */
final class StressHand {
  private static final List<String> DEFAULT = List.of("default");
  private static final Duration LEASE = Duration.ofSeconds(2);
  private static final Duration BEAT = Duration.ofMillis(400);
  private static final int BATCH = 10;

  private StressHand() {}

  /** {@code submit|work <spool> <file of what was done> [<how many>]}. */
  public static void main(String[] arguments) throws Exception {
    Path done = Path.of(arguments[2]);
    try (SpoolStore store = SpoolStore.open(Path.of(arguments[1]), Clock.systemUTC());
        FileChannel record =
            FileChannel.open(done, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      if (arguments[0].equals("submit")) {
        submit(store, record, done, Integer.parseInt(arguments[3]));
      } else {
        new Worker(store, record).run();
      }
    }
  }

  private static void note(FileChannel record, Object what, boolean durably) throws IOException {
    record.write(ByteBuffer.wrap((what + "\n").getBytes(StandardCharsets.UTF_8)));
    if (durably) {
      record.force(false);
    }
  }

  /** Goes on where the process before it was killed. */
  private static void submit(SpoolStore store, FileChannel record, Path done, int most)
      throws IOException {
    JobRequest request = JobRequest.of("sales").output("csv").attempts(20).build();
    for (int i = Files.readAllLines(done).size(); i < most; i++) {
      Instant now = Instant.now();
      note(record, store.submit(new Job(JobId.create(now, "sales"), request, now, null)), true);
    }
  }

  private static final class Worker {
    private final SpoolStore store;
    private final FileChannel record;
    private final AtomicReference<Lease> lease = new AtomicReference<>();

    Worker(SpoolStore store, FileChannel record) {
      this.store = store;
      this.record = record;
      lease.set(store.register("stress"));
    }

    /** Until it is killed. */
    void run() throws Exception {
      daemon(this::beat);
      daemon(rescuing());
      while (true) {
        try {
          List<Claim> claims = store.claim(lease.get(), DEFAULT, BATCH);
          for (Claim claim : claims) {
            settle(claim);
          }
          if (claims.isEmpty()) {
            store.awaitWork(DEFAULT, Duration.ofMillis(200));
          }
        } catch (LeaseLostException e) {
          lease.set(store.register("stress"));
        }
      }
    }

    private void settle(Claim claim) throws IOException {
      JobDirectory files = new JobDirectory(claim.directory());
      try {
        Files.writeString(files.attemptOutput(claim.attempt().number()).resolve("sales.csv"), "1");
      } catch (java.nio.file.NoSuchFileException e) {
        return; // Rescued by another meanwhile.
      }
      Outcome outcome =
          BadInput.outcome(claim, JobState.SUCCEEDED)
              .producing(
                  new Outcome.Produced(
                      1,
                      List.of(new Artifact("sales.csv", "csv", "text/csv", 1, null, "0")),
                      List.of()));
      if (store.settle(claim, outcome)) {
        note(record, claim.id(), false);
      }
    }

    private void beat() {
      try {
        store.heartbeat(lease.get());
      } catch (LeaseLostException e) {
        // The claiming thread hears of it as well, and registers anew.
      }
    }

    private Runnable rescuing() {
      LeaseWatch watch = new LeaseWatch(LEASE, BEAT, System::nanoTime);
      return () -> {
        long began = System.nanoTime();
        try {
          for (String lapsed : watch.lapsed(store.leases(), began)) {
            if (!lapsed.equals(lease.get().id())) {
              store.rescue(lapsed, lease.get());
            }
          }
        } catch (LeaseLostException e) {
          watch.lookFailed();
        }
      };
    }

    private static void daemon(Runnable step) {
      Thread thread =
          new Thread(
              () -> {
                while (true) {
                  step.run();
                  java.util.concurrent.locks.LockSupport.parkNanos(BEAT.toNanos());
                }
              });
      thread.setDaemon(true);
      thread.start();
    }
  }
}
