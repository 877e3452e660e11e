package dev.pressroom.worker;

import dev.pressroom.data.Credentials;
import dev.pressroom.data.DataSourceSettings;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.press.ConnectionTrial;
import dev.pressroom.press.Line;
import dev.pressroom.press.PluginFolder;
import dev.pressroom.worker.config.WorkerConfig;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries a configuration's data sources from a process that has what presses have. */
public final class ConnectionCheck {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionCheck.class);

  private ConnectionCheck() {}

  /**
   * What came of one login.
   *
   * @param dataSource its name
   * @param whom the tenant, or tenant/user, that the login is for; null for all others
   * @param trouble what stands in the way, or null
   */
  public record Tried(String dataSource, String whom, String trouble) {}

  /**
   * Opens each data source with each of its logins, one after another.
   *
   * @throws IOException if the process cannot be started, or ends before it has said everything
   */
  public static List<Tried> of(WorkerConfig config) throws IOException {
    Path directory = Files.createTempDirectory("pressroom-check-");
    // Also when somebody interrupts this: the process notices by itself.
    Thread removing = new Thread(() -> remove(directory), "check-remove");
    Runtime.getRuntime().addShutdownHook(removing);
    try {
      return tried(config, directory);
    } finally {
      remove(directory);
      try {
        Runtime.getRuntime().removeShutdownHook(removing);
      } catch (IllegalStateException e) {
        LOG.debug("the program ends already", e);
      }
    }
  }

  private static List<Tried> tried(WorkerConfig config, Path directory) throws IOException {
    Process process =
        new PressCommand(config.presses(), new PluginFolder(config.folders().plugins()))
            .start(directory, Optional.empty(), ConnectionTrial.class);
    // What drivers print must not fill the pipe; it is told only if the process ends early.
    Tail tail = new Tail();
    Thread drain = new Thread(() -> tail.drain(process.getErrorStream()), "check-log");
    drain.setDaemon(true);
    drain.start();
    List<Tried> tried = new ArrayList<>();
    IOException broken = null;
    try (OutputStream out = process.getOutputStream();
        InputStream in = new BufferedInputStream(process.getInputStream())) {
      out.write(Briefings.of(config).hello().bytes());
      out.flush();
      for (Line line = Line.read(in); line != null; line = Line.read(in)) {
        tried.add(
            new Tried(
                line.text("dataSource"), line.textOrNull("whom"), line.textOrNull("trouble")));
      }
    } catch (IOException e) {
      broken = e;
    } finally {
      // Destroying it closes its streams, with what it said last.
      awaitEnd(process, drain);
      process.destroyForcibly();
    }
    int logins = config.dataSources().values().stream().mapToInt(ConnectionCheck::logins).sum();
    if (broken != null || tried.size() < logins) {
      throw new IOException(
          "the process that tries the data sources ended after "
              + tried.size()
              + " of "
              + logins
              + " logins; the others were not tried. Its last lines: "
              + tail.text(),
          broken);
    }
    return tried;
  }

  private static int logins(DataSourceSettings source) {
    Credentials credentials = source.credentials();
    int special = credentials.special().size();
    return credentials.usual() != null || special == 0 ? special + 1 : special;
  }

  private static void awaitEnd(Process process, Thread drain) {
    try {
      if (process.waitFor(1, TimeUnit.SECONDS)) {
        drain.join(1_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void remove(Path directory) {
    try {
      new LocalDisk().removeTree(directory);
    } catch (IOException e) {
      LOG.warn("{} cannot be removed; remove it by hand", directory, e);
    }
  }
}
