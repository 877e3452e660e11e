package dev.pressroom.worker;

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

/** Tries a configuration's data sources from a process that has what presses have. */
public final class ConnectionCheck {
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
    try {
      Process process =
          new PressCommand(config.presses(), new PluginFolder(config.folders().plugins()))
              .start(directory, Optional.empty(), ConnectionTrial.class);
      // What drivers print is nobody's business here, and must not fill the pipe.
      Thread drain = new Thread(() -> new Tail().drain(process.getErrorStream()), "check-log");
      drain.setDaemon(true);
      drain.start();
      List<Tried> tried = new ArrayList<>();
      try (OutputStream out = process.getOutputStream();
          InputStream in = new BufferedInputStream(process.getInputStream())) {
        out.write(Briefings.of(config).hello().bytes());
        out.flush();
        for (Line line = Line.read(in); line != null; line = Line.read(in)) {
          tried.add(
              new Tried(
                  line.text("dataSource"), line.textOrNull("whom"), line.textOrNull("trouble")));
        }
      } finally {
        process.destroyForcibly();
      }
      return tried;
    } finally {
      new LocalDisk().removeTree(directory);
    }
  }
}
