package dev.pressroom.benchmark;

import dev.pressroom.job.json.JobJson;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.spool.SpoolStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The store alone, without presses: claiming and settling, noticing, contention, a long queue. */
record Claims(Path folder, Deadline deadline) {
  private static final int THREADS = 8;
  private static final int CONTENDERS = 4;
  private static final int WARM_UP = 300;
  private static final int SHORT = 5_000;
  private static final int LONG = 200_000;
  private static final LocalDisk DISK = new LocalDisk();

  /** Claim and settle, each with its own lease, beside the same file operations. */
  void settled(int jobs, int rounds, Table table) throws IOException {
    table.section("Claim and settle, " + THREADS + " threads, " + rounds + " rounds of " + jobs);
    Samples ours = new Samples();
    Samples bare = new Samples();
    for (int round = -1; round < rounds; round++) {
      deadline.check("measuring claims");
      Path base = folder.resolve("claims-" + round);
      double store = throughStore(base.resolve("spool"), jobs);
      double hand = byHand(base.resolve("bare"), jobs);
      if (round >= 0) { // The first is for warming up.
        ours.add(store);
        bare.add(hand);
      }
    }
    table.rates("store", ours);
    table.rates("the same file operations, bare", bare);
    table.ratio("store / bare", ours.by(bare));
  }

  private double throughStore(Path root, int jobs) throws IOException {
    SpoolFixture.open(root).close();
    SpoolFixture.fill(root.resolve("queued/default"), jobs);
    BlockingQueue<Worker> workers = Worker.some(root, THREADS);
    double rate =
        Parallel.perSecond(
            THREADS,
            jobs,
            number -> {
              Worker worker = workers.remove();
              SpoolFixture.finish(
                  worker.store(), SpoolFixture.claim(worker.store(), worker.lease()));
              workers.add(worker);
            });
    workers.forEach(worker -> worker.store().close());
    return rate;
  }

  private double byHand(Path root, int jobs) throws IOException {
    Path queue = root.resolve("queue");
    SpoolFixture.fill(queue, jobs);
    Path day = Files.createDirectories(root.resolve("day"));
    ConcurrentLinkedQueue<Path> waiting;
    try (Stream<Path> names = Files.list(queue)) {
      waiting = new ConcurrentLinkedQueue<>(names.sorted().toList());
    }
    BlockingQueue<Path> leases = new ArrayBlockingQueue<>(THREADS);
    for (int i = 0; i < THREADS; i++) {
      leases.add(Files.createDirectories(root.resolve("lease-" + i)));
    }
    return Parallel.perSecond(
        THREADS,
        jobs,
        number -> {
          Path lease = leases.remove();
          SpoolFixture.byHand(waiting.remove(), lease, day);
          leases.add(lease);
        });
  }

  /** A store with a lease, used by one thread at a time. */
  private record Worker(SpoolStore store, Lease lease) {
    static BlockingQueue<Worker> some(Path root, int count) {
      BlockingQueue<Worker> workers = new ArrayBlockingQueue<>(count);
      for (int i = 0; i < count; i++) {
        SpoolStore store = SpoolFixture.open(root);
        workers.add(new Worker(store, store.register("w" + i)));
      }
      return workers;
    }
  }

  /**
   * From a submit's call to the claim by another thread that waits, beside a bare watched rename.
   */
  void noticed(int jobs, int rounds, Table table) throws IOException, InterruptedException {
    table.section(
        "Submit → claim, a store that waits, " + rounds + " rounds of " + jobs + ", one at a time");
    Samples ours = new Samples();
    Samples bare = new Samples();
    for (int round = 0; round < rounds; round++) {
      deadline.check("measuring how soon a job is claimed");
      ours.addAll(storeNotices(folder.resolve("noticed-" + round), jobs));
      bare.addAll(bareNotices(folder.resolve("watched-" + round), jobs));
    }
    table.times("store", ours);
    table.times("the same file operations and a watch, bare", bare);
    table.line("p99 store / bare", Table.text("%8.2f", ours.percentile(99) / bare.percentile(99)));
  }

  private static Samples storeNotices(Path root, int jobs)
      throws IOException, InterruptedException {
    try (SpoolStore host = SpoolFixture.open(root);
        SpoolStore store = SpoolFixture.open(root)) {
      return new Noticing(host, store, SpoolFixture::job).measure(jobs, WARM_UP, 5);
    }
  }

  private static Samples bareNotices(Path root, int jobs) throws IOException, InterruptedException {
    Path tmp = Files.createDirectories(root.resolve("tmp"));
    Path queue = Files.createDirectories(root.resolve("queue"));
    Path lease = Files.createDirectories(root.resolve("lease"));
    byte[] json = JobJson.write(SpoolFixture.job());
    Samples times = new Samples();
    SynchronousQueue<Long> claimed = new SynchronousQueue<>();
    try (WatchService service = root.getFileSystem().newWatchService()) {
      queue.register(service, StandardWatchEventKinds.ENTRY_CREATE);
      Thread worker = new Thread(() -> watch(service, queue, lease, claimed));
      worker.start();
      for (int i = -WARM_UP; i < jobs; i++) {
        TimeUnit.MILLISECONDS.sleep(5);
        long began = System.nanoTime();
        Path growing = tmp.resolve("job" + i);
        DISK.createDirectory(growing);
        DISK.write(growing.resolve("job.json"), json);
        DISK.force(growing);
        DISK.rename(growing, queue.resolve("job" + i));
        DISK.force(queue);
        Long at = claimed.poll(10, TimeUnit.SECONDS);
        if (at == null) {
          throw new IOException("the watch noticed nothing within 10 s");
        }
        if (i >= 0) {
          times.add((at - began) / 1e6);
        }
      }
      worker.interrupt();
      worker.join();
    }
    return times;
  }

  private static void watch(
      WatchService service, Path queue, Path lease, SynchronousQueue<Long> claimed) {
    try {
      while (true) {
        WatchKey key = service.take();
        for (var event : key.pollEvents()) {
          Path name = (Path) event.context();
          DISK.rename(queue.resolve(name), lease.resolve(name));
          DISK.force(lease);
          claimed.put(System.nanoTime());
        }
        key.reset();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // Whoever waits for the claim hears nothing and says so.
      Thread.currentThread().interrupt();
    }
  }

  /** Claims alone: one worker and four on a short queue, one on a long queue. */
  void backlog(int claims, Table table) throws IOException {
    table.section("Claims of one job each, forced, " + claims + " of a queue of …");
    once(folder.resolve("warm-up"), SHORT, 1, claims);
    double few = once(folder.resolve("short"), SHORT, 1, claims);
    double contended = once(folder.resolve("contended"), SHORT, CONTENDERS, claims);
    double many = once(folder.resolve("long"), LONG, 1, claims);
    table.line(SHORT + ", one worker", Table.text("%8.1f/s", few));
    table.line(SHORT + ", " + CONTENDERS + " workers contending", Table.text("%8.1f/s", contended));
    table.line(LONG + ", one worker", Table.text("%8.1f/s", many));
    table.line("four workers / one", Table.text("%8.2f", contended / few));
    table.line(LONG + " / " + SHORT, Table.text("%8.2f", many / few));
  }

  private double once(Path root, int waiting, int workers, int claims) throws IOException {
    deadline.check("filling a queue");
    SpoolFixture.open(root).close();
    SpoolFixture.fill(root.resolve("queued/default"), waiting);
    BlockingQueue<Worker> all = Worker.some(root, workers);
    double rate =
        Parallel.perSecond(
            workers,
            claims,
            number -> {
              Worker worker = all.remove();
              SpoolFixture.claim(worker.store(), worker.lease());
              all.add(worker);
            });
    all.forEach(worker -> worker.store().close());
    return rate;
  }
}
