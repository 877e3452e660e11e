package dev.pressroom.worker;

import dev.pressroom.data.EmbeddedDatabases;
import dev.pressroom.log.LogLines;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.Store;
import dev.pressroom.worker.config.ConfigurationException;
import dev.pressroom.worker.config.PressSettings;
import dev.pressroom.worker.config.WorkerConfig;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The worker as a process: {@code --config FILE [--until-empty]}. Exit values, as the command
 * line's: 0 it ended in order, 1 it could not be started or failed, 2 its arguments are wrong, 3
 * its configuration is refused, 4 the queue cannot be used.
 */
public final class WorkerMain {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerMain.class);

  private WorkerMain() {}

  public static void main(String[] args) {
    List<String> left = new ArrayList<>(List.of(args));
    boolean untilEmpty = left.remove("--until-empty");
    if (left.size() != 2 || !left.get(0).equals("--config")) {
      System.err.println("write: --config FILE [--until-empty]");
      System.exit(2);
    }
    System.exit(run(Path.of(left.get(1)), untilEmpty));
  }

  /**
   * Runs a worker until it is told to end by a signal, or has run what there was.
   *
   * @return the process's exit value
   */
  public static int run(Path file, boolean untilEmpty) {
    try {
      return run(WorkerConfig.load(file), untilEmpty);
    } catch (ConfigurationException e) {
      System.err.println(e.getMessage());
      return 3;
    }
  }

  /** The same with a configuration that was read already. */
  public static int run(WorkerConfig config, boolean untilEmpty) {
    LogLines.use(config.log().format(), config.log().level());
    MDC.put("worker", config.worker().name());
    if (!memorySuffices(config.presses())) {
      return 3;
    }
    warnOfSurroundings();
    EmbeddedDatabases.bindToLoopback();
    try (EmbeddedDatabases databases = EmbeddedDatabases.open(config.dataSources().values());
        Store store = Stores.forWorker(config.queue());
        Worker worker = new Worker(config, store, Clock.systemUTC(), untilEmpty)) {
      Signals.end(worker);
      worker.start();
      if (!worker.await()) {
        LOG.error(
            "no press can be started, or the disk has no room for jobs, as said above; nothing more"
                + " is run, and what waits stays in the queue");
        return 1;
      }
      return 0;
    } catch (QueueException e) {
      LOG.error("the queue cannot be used: {}", e.getMessage());
      LOG.debug("the queue cannot be used", e);
      return 4;
    } catch (SQLException e) {
      LOG.error("the worker cannot be started: {}", e.getMessage(), e);
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  /** What will go wrong some day, said on the first. */
  private static void warnOfSurroundings() {
    String encoding = System.getProperty("sun.jnu.encoding", "");
    if (!encoding.equals("UTF-8")) {
      LOG.warn(
          "file names are written as {} here: artifacts with other letters cannot be handled; start"
              + " the worker with LC_ALL=C.UTF-8",
          encoding);
    }
  }

  /** False if the system would sooner or later have to kill presses. */
  private static boolean memorySuffices(PressSettings presses) {
    MemoryPlan plan = MemoryPlan.of(presses);
    if (!plan.fits() && !presses.overcommit()) {
      System.err.println(
          plan.words(presses)
              + "; lower one of them, or set presses.overcommit: true. Nothing was started.");
      return false;
    }
    if (plan.isTight()) {
      LOG.warn("{}; lower one of them, or the system may kill presses", plan.words(presses));
    }
    return true;
  }
}
