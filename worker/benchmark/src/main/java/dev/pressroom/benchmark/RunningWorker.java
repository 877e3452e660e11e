package dev.pressroom.benchmark;

import dev.pressroom.press.PressMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A worker as an operator would start it: a process of its own, from the packaged program. Closing
 * it ends it in order, or kills it. For one thread.
 */
final class RunningWorker implements AutoCloseable {
  /** In half a second, of all its processes: beats and polls of an idle one use less. */
  private static final Duration IDLE = Duration.ofMillis(40);

  private final Process process;
  private final Path spool;
  private final Path log;
  private final Deadline deadline;
  private final Thread atExit;

  private RunningWorker(Process process, Path spool, Path log, Deadline deadline) {
    this.process = process;
    this.spool = spool;
    this.log = log;
    this.deadline = deadline;
    this.atExit = new Thread(process::destroyForcibly, "end-worker");
    // A press ends by itself when its worker is gone.
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts one and waits until its presses have started and nothing happens any more.
   *
   * @param name of its spool and log
   */
  static RunningWorker start(
      Path program, Workplace place, String name, List<String> presses, Deadline deadline)
      throws IOException, InterruptedException {
    Path log = place.folder().resolve(name + ".log");
    Path spool = place.folder().resolve(name);
    Process process =
        new ProcessBuilder(
                program.resolve("bin/pressroom").toString(),
                "worker",
                "--config",
                place.configuration(name, presses).toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    RunningWorker worker = new RunningWorker(process, spool, log, deadline);
    try {
      worker.awaitIdle();
    } catch (IOException | InterruptedException | RuntimeException e) {
      worker.close();
      throw e;
    }
    return worker;
  }

  private void awaitIdle() throws IOException, InterruptedException {
    while (presses().isEmpty()) {
      check("waiting for the worker's presses");
      TimeUnit.MILLISECONDS.sleep(20);
    }
    Duration before;
    Duration now = cpu();
    do {
      check("waiting for the worker to become idle");
      before = now;
      TimeUnit.MILLISECONDS.sleep(500);
      now = cpu();
    } while (now.minus(before).compareTo(IDLE) > 0);
  }

  private Duration cpu() {
    Duration sum = process.info().totalCpuDuration().orElse(Duration.ZERO);
    for (ProcessHandle press : presses()) {
      sum = sum.plus(press.info().totalCpuDuration().orElse(Duration.ZERO));
    }
    return sum;
  }

  /** Fails if the worker died or the run's time is over. */
  void check(String doing) throws IOException {
    if (!process.isAlive()) {
      throw new IOException(
          "the worker ended with exit code "
              + process.exitValue()
              + " while "
              + doing
              + "; its log: "
              + Files.readString(log));
    }
    deadline.check(doing);
  }

  Path spool() {
    return spool;
  }

  Path log() {
    return log;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Those that run report code now. */
  List<ProcessHandle> presses() {
    return process.children().filter(RunningWorker::isPress).toList();
  }

  private static boolean isPress(ProcessHandle child) {
    try {
      // The shell that starts it has the name among its arguments, too, but not as a Java does.
      String line = Files.readString(Path.of("/proc", Long.toString(child.pid()), "cmdline"));
      return !line.startsWith("/bin/sh") && line.contains(PressMain.class.getName());
    } catch (IOException e) {
      return false; // Gone meanwhile.
    }
  }

  /** How many presses it has started in its life. */
  long pressesStarted() throws IOException {
    try (var lines = Files.lines(log)) {
      return lines.filter(line -> line.contains("press-started")).count();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
