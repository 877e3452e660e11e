package dev.pressroom.queue;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.queue.jdbc.DatabaseAccess;
import dev.pressroom.queue.jdbc.JdbcStore;
import dev.pressroom.queue.jdbc.KeptConnections;
import dev.pressroom.queue.spool.SpoolStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * One process of {@link StressFixture}: a submitter or a worker, made to be killed. In a database,
 * which may be away for a while, it tries again as the worker and a careful host do.
 */
public final class StressHand {
  private static final List<String> DEFAULT = List.of("default");
  private static final Duration LEASE = Duration.ofSeconds(2);
  private static final Duration BEAT = Duration.ofMillis(400);
  private static final int BATCH = 10;

  private StressHand() {}

  /** {@code submit|work <queue> <file of what was done> [<how many>]}. */
  public static void main(String[] arguments) throws Exception {
    Path done = Path.of(arguments[2]);
    try (Store store = open(arguments[1]);
        FileChannel record =
            FileChannel.open(done, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      if (arguments[0].equals("submit")) {
        submit(store, record, done, Integer.parseInt(arguments[3]));
      } else {
        new Worker(store, record).run();
      }
    }
  }

  /**
   * Opens a queue.
   *
   * @param queue a spool's folder, or a work directory, a bar and a database's URL
   */
  public static Store open(String queue) {
    int bar = queue.indexOf('|');
    if (bar < 0) {
      return SpoolStore.open(Path.of(queue), Clock.systemUTC());
    }
    DatabaseAccess access = DatabaseAccess.to(queue.substring(bar + 1));
    Path root = Path.of(queue.substring(0, bar));
    return persist(() -> JdbcStore.open(new KeptConnections(access, 8), root), access);
  }

  /** Again and again while the database is away. */
  private static <T> T persist(Supplier<T> step, Object database) {
    while (true) {
      try {
        return step.get();
      } catch (LeaseLostException e) {
        throw e;
      } catch (QueueException e) {
        if (database == null) {
          throw e;
        }
        LockSupport.parkNanos(50_000_000L);
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
  private static void submit(Store store, FileChannel record, Path done, int most)
      throws IOException {
    JobRequest request = JobRequest.of("sales").output("csv").attempts(20).build();
    for (int i = Files.readAllLines(done).size(); i < most; i++) {
      Instant now = Instant.now();
      Job job = new Job(JobId.create(now, "sales"), request, now, null);
      note(record, submit(store, job), true);
    }
  }

  private static JobId submit(Store store, Job job) {
    if (store instanceof SpoolStore) {
      return store.submit(job);
    }
    try {
      return store.submit(job);
    } catch (QueueException e) {
      return persist(() -> store.submitAgain(job), store);
    }
  }

  private static final class Worker {
    private final Store store;
    private final Object database;

    /** What this process knows that it has claimed. */
    private final Set<JobId> known = ConcurrentHashMap.newKeySet();

    /** What the heartbeat before listed and nobody here knew of. */
    private Set<JobId> strange = Set.of();

    private final FileChannel record;
    private final AtomicReference<Lease> lease = new AtomicReference<>();

    Worker(Store store, FileChannel record) {
      this.store = store;
      this.record = record;
      this.database = store instanceof JdbcStore ? store : null;
      register();
    }

    private void register() {
      lease.set(persist(() -> store.register("stress"), database));
    }

    /** Until it is killed. */
    void run() throws Exception {
      daemon(this::beat);
      daemon(rescuing());
      while (true) {
        try {
          List<Claim> claims = persist(() -> store.claim(lease.get(), DEFAULT, BATCH), database);
          claims.forEach(claim -> known.add(claim.id()));
          for (Claim claim : claims) {
            settle(claim);
            known.remove(claim.id());
          }
          if (claims.isEmpty()) {
            store.awaitWork(DEFAULT, Duration.ofMillis(200));
          }
        } catch (LeaseLostException e) {
          known.clear();
          register();
        }
      }
    }

    private void settle(Claim claim) throws IOException {
      JobDirectory files = new JobDirectory(claim.directory());
      try {
        persist(() -> laidOut(claim), database);
        Files.writeString(files.attemptOutput(claim.attempt().number()).resolve("sales.csv"), "1");
      } catch (NoSuchFileException e) {
        return; // Rescued by another meanwhile.
      }
      Instant then = claim.claimedAt();
      Outcome outcome =
          new Outcome(
              claim.id(),
              JobState.SUCCEEDED,
              Reason.SUCCEEDED,
              claim.attempt(),
              claim.route(),
              new Outcome.Run(claim.lease().worker(), then, null, then, null, null),
              new Outcome.Produced(
                  1,
                  List.of(new Artifact("sales.csv", "csv", "text/csv", 1, null, "0")),
                  List.of()),
              null,
              "test");
      if (persist(() -> store.settle(claim, outcome), database)) {
        note(record, claim.id(), false);
      }
    }

    private boolean laidOut(Claim claim) {
      store.layOut(claim);
      return true;
    }

    private void beat() {
      try {
        List<Held> held = store.heartbeat(lease.get());
        Set<JobId> unknown = new HashSet<>();
        for (Held each : held) {
          if (!known.contains(each.id())) {
            unknown.add(each.id());
            if (strange.contains(each.id()) && database != null) {
              store.disown(lease.get(), each);
            }
          }
        }
        strange = unknown;
      } catch (LeaseLostException e) {
        // The claiming thread hears of it as well, and registers anew.
      } catch (QueueException e) {
        if (database == null) {
          throw e;
        }
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
              note(record, "rescued " + lapsed, false);
            }
          }
        } catch (LeaseLostException e) {
          watch.lookFailed();
        } catch (QueueException | IOException e) {
          if (database == null) {
            throw new IllegalStateException(e);
          }
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
                  LockSupport.parkNanos(BEAT.toNanos());
                }
              });
      thread.setDaemon(true);
      thread.start();
    }
  }
}
