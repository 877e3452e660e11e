package dev.pressroom.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running {@link BareLoop}: ends when this is closed, or with this process. For one thread. */
final class BareProcess implements AutoCloseable {
  private final Process process;
  private final Writer in;
  private final BufferedReader out;

  private BareProcess(Process process) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Which of Java's compilers it uses. */
  enum Compiler {
    /** The first only, as a press does. */
    QUICK("-XX:TieredStopAtLevel=1"),
    /** All of them, as Java does unless told otherwise. */
    ALL("-XX:TieredStopAtLevel=4");

    private final String option;

    Compiler(String option) {
      this.option = option;
    }
  }

  /**
   * Starts one.
   *
   * @param hold whether it is to serve the database; otherwise somebody else does
   */
  static BareProcess start(Workplace place, Compiler compiler, boolean hold) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As a press, with the memory of two.
                "-XX:+UseSerialGC",
                "-Xmx512m",
                compiler.option,
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                BareLoop.class.getName(),
                place.folder().toString()));
    if (hold) {
      command.add("hold");
    }
    return new BareProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Pages per second. */
  double measure(String kind, int threads, int pages) throws IOException {
    in.write(kind + " " + threads + " " + pages + "\n");
    in.flush();
    String answer = out.readLine();
    if (answer == null) {
      throw new IOException("the bare loop ended in the middle; what it said is above");
    }
    return Double.parseDouble(answer);
  }

  @Override
  public void close() {
    try {
      in.close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
