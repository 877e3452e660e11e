package dev.pressroom.worker;

import dev.pressroom.delivery.Deliveries;
import dev.pressroom.press.PluginFolder;
import dev.pressroom.queue.LeaseWatch;
import dev.pressroom.queue.Store;
import dev.pressroom.worker.config.WorkerConfig;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A running worker: its parts put together, started, and ended in order. {@link #start}, {@link
 * #await} and {@link #close} are for one thread, {@link #stop} and {@link #hurry} for any.
 */
public final class Worker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  /** How long a store out of reach may hold up the end of a worker that is to go at once. */
  private static final Duration LAST_TRIES = Duration.ofSeconds(3);

  private static final Duration BETWEEN_DELIVERIES = Duration.ofMillis(500);
  private static final Duration BETWEEN_LOOKS_AT_WAITING = Duration.ofMillis(500);

  private final WorkerConfig config;
  private final boolean untilEmpty;
  private final PressPool presses = new PressPool();
  private final Registration registration;
  private final Deliveries deliveries;
  private final Settlement settlement;
  private final ClaimLoop claims;
  private final Slot slot;
  private final PressArchive archive;
  private final Heartbeat heartbeat;
  private final Rescue rescue;
  private final Intake intake;
  private final Housekeeping housekeeping;
  private final ExecutorService givingBack =
      Executors.newSingleThreadExecutor(Worker::giveBackThread);
  private final Thread claiming;
  private final Thread settling;
  private final CountDownLatch hurried = new CountDownLatch(1);
  private Beat beating;
  private Beat rescuing;
  private Beat takingIn;
  private Beat delivering;
  private Beat givingBackLate;

  /**
   * @param store owned by the caller, open until the worker has ended
   * @param untilEmpty whether to end when nothing waits and nothing runs
   */
  public Worker(WorkerConfig config, Store store, Clock clock, boolean untilEmpty) {
    this.config = config;
    this.untilEmpty = untilEmpty;
    var worker = config.worker();
    var briefing = Briefings.of(config);
    var command = new PressCommand(config.presses(), new PluginFolder(config.folders().plugins()));
    archive = new PressArchive(config.folders().cache(), command);
    registration = new Registration(store, worker.name(), worker.queues(), presses::lost);
    deliveries = new Deliveries(store, config.folders().published());
    settlement = new Settlement(store, told(), clock);
    claims =
        new ClaimLoop(
            store,
            registration,
            presses,
            new ClaimLoop.Rules(
                worker,
                untilEmpty,
                claim ->
                    new JobRun(claim, Briefings.limits(claim, config.presses(), briefing.limits())),
                new FreeSpace(config.queue().directory(), worker.freeSpace()),
                clock));
    slot =
        new Slot(
            new Succession.Presses() {
              @Override
              public Press start() throws IOException {
                return Press.start(command, archive.find(), briefing, config.presses().ping());
              }

              @Override
              public void failed() {
                archive.distrust();
              }
            },
            config.presses().jobs(),
            new KeptVersions(config.definitions()),
            settlement,
            new Grants(store, registration));
    heartbeat =
        new Heartbeat(
            store, registration, presses, claims, task -> givingBack.execute(() -> named(task)));
    rescue =
        new Rescue(
            store,
            registration,
            new LeaseWatch(worker.lease(), worker.heartbeat(), System::nanoTime),
            System::nanoTime);
    intake = new Intake(store, registration);
    housekeeping = new Housekeeping(config, store, deliveries, clock, this::named);
    claiming = new Thread(() -> named(claims), "claim-loop");
    settling = new Thread(() -> named(settlement), "settlement");
  }

  private Settlement.Told told() {
    return new Settlement.Told() {
      @Override
      public void over(JobRun run) {
        presses.done(run);
      }

      @Override
      public void abandoned(JobRun run) {
        presses.abandoned(run);
      }

      @Override
      public void delivering() {
        deliveries.soon();
      }
    };
  }

  private static Thread giveBackThread(Runnable task) {
    Thread thread = new Thread(task, "give-back");
    thread.setDaemon(true);
    return thread;
  }

  /** Has each of a thread's log lines name the worker. */
  private void named(Runnable task) {
    MDC.put("worker", config.worker().name());
    task.run();
  }

  /** Starts everything; the first job may be claimed before this returns. */
  public void start() {
    Duration beat = config.worker().heartbeat();
    beating = Beat.start("heartbeat", beat, () -> named(heartbeat::beat));
    rescuing = Beat.start("rescue", beat, () -> named(rescue::look));
    takingIn = Beat.start("inbox", config.worker().poll(), () -> named(intake::look));
    delivering = Beat.start("deliveries", BETWEEN_DELIVERIES, () -> named(deliveries::look));
    settling.start();
    givingBackLate =
        Beat.start(
            "claimed-ahead",
            BETWEEN_LOOKS_AT_WAITING,
            () -> named(() -> presses.giveBackLate(settlement::neverRan)));
    presses.start(config.presses().count(), pool -> named(() -> slot.serve(pool)));
    claiming.start();
    Thread archiving = new Thread(() -> named(archive::make), "press-archive");
    archiving.setDaemon(true);
    archiving.start();
    housekeeping.start(!untilEmpty);
    LOG.info(
        "worker-started queues={} presses={} store={}",
        config.worker().queues(),
        config.presses().count(),
        config.queue());
  }

  /**
   * Waits until it claims nothing more: it was stopped, or had run what there was.
   *
   * @return false if it should have run what there was, but no press can be started, or the disk
   *     has no room for jobs
   */
  public boolean await() throws InterruptedException {
    claiming.join();
    return !claims.isWithoutPress() && !claims.isWithoutSpace();
  }

  /** Lets it claim nothing more. What runs may go on for the grace that {@link #close} gives. */
  public void stop() {
    claims.stop();
  }

  /** Shortens the grace to nothing. */
  public void hurry() {
    stop();
    hurried.countDown();
  }

  /**
   * Ends it in order: running jobs get the grace period, the rest are stopped, killed and given
   * back, the lease is returned. Returns when no press runs any more.
   */
  @Override
  public void close() throws InterruptedException {
    stop();
    claiming.join();
    presses.giveBackWaiting(settlement::neverRan);
    housekeeping.close();
    long deadline = System.nanoTime() + config.worker().grace().toNanos();
    if (presses.busy() > 0) {
      LOG.info("worker-stopping running={} grace={}", presses.busy(), config.worker().grace());
    }
    while (presses.busy() > 0 && System.nanoTime() - deadline < 0) {
      if (hurried.await(50, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    settlement.giveUpAfter(LAST_TRIES);
    presses.stopAll(StopReason.SHUTDOWN);
    archive.close();
    presses.end();
    // Presses may have taken long to end, and what came of their jobs deserves its tries too.
    settlement.giveUpAfter(LAST_TRIES);
    settlement.end();
    settling.join();
    deliveries.all();
    for (Beat beat : new Beat[] {givingBackLate, takingIn, delivering, rescuing, beating}) {
      if (beat != null) {
        beat.close();
      }
    }
    givingBack.shutdown();
    if (!givingBack.awaitTermination(LAST_TRIES.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("jobs of which nobody here knows are not given back yet; another worker takes them");
    }
    registration.end();
    LOG.info("worker-ended");
  }
}
