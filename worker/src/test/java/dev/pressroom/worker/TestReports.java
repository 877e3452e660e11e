package dev.pressroom.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pressroom.report.Column;
import dev.pressroom.report.Document;
import dev.pressroom.report.Layout;
import dev.pressroom.report.Parameter;
import dev.pressroom.report.ParameterType;
import dev.pressroom.report.Report;
import dev.pressroom.report.ReportContext;
import dev.pressroom.report.ReportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Java reports that behave well and badly; {@link Plugin} packs them into a jar. */
public final class TestReports {
  private TestReports() {}

  static Class<?>[] all() {
    return TestReports.class.getDeclaredClasses();
  }

  static void threeRows(Document document) {
    document.begin(
        Layout.titled("Three rows").column(Column.of("n", "N").format("integer")).build());
    for (long n = 1; n <= 3; n++) {
      document.row(List.of(n));
    }
  }

  /** Three rows, at once. */
  public static final class Quick implements Report {
    @Override
    public String name() {
      return "test.quick";
    }

    @Override
    public void generate(ReportContext context, Document document) {
      System.out.println("quick was here");
      context.progress(1, 1, "all of it");
      threeRows(document);
    }
  }

  /** Writes the file {@code running}, then waits until the file {@code go} is there. */
  public static final class Waits implements Report {
    @Override
    public String name() {
      return "test.waits";
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(
          Parameter.of("running", ParameterType.TEXT), Parameter.of("go", ParameterType.TEXT));
    }

    @Override
    public void generate(ReportContext context, Document document) throws Exception {
      context.progress(1, 4, "waiting");
      Path running = Path.of(context.parameter("running", String.class));
      Files.writeString(running, Long.toString(ProcessHandle.current().pid()));
      Path go = Path.of(context.parameter("go", String.class));
      while (!Files.exists(go)) {
        Thread.sleep(20);
      }
      threeRows(document);
    }
  }

  /** Never ends, whatever it is told, and has a child process that does not either. */
  public static final class Hangs implements Report {
    @Override
    public String name() {
      return "test.hangs";
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(Parameter.of("child", ParameterType.TEXT));
    }

    @Override
    public void generate(ReportContext context, Document document) throws IOException {
      Process child = new ProcessBuilder("sleep", "1000").start();
      Files.writeString(
          Path.of(context.parameter("child", String.class)), Long.toString(child.pid()));
      context.progress(7, 10, "hanging");
      System.out.println("about to hang");
      while (true) {
        try {
          Thread.sleep(1000);
        } catch (InterruptedException e) {
          Thread.onSpinWait();
        }
      }
    }
  }

  /**
   * Leaves two child processes behind, one of them nobody's child any more, and writes their
   * numbers down; then ends the press if told to.
   */
  public static final class Spawns implements Report {
    @Override
    public String name() {
      return "test.spawns";
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(
          Parameter.of("children", ParameterType.TEXT),
          Parameter.of("halt", ParameterType.BOOLEAN));
    }

    @Override
    public void generate(ReportContext context, Document document) throws Exception {
      Process child = new ProcessBuilder("sleep", "1000").start();
      Process between =
          new ProcessBuilder("/bin/sh", "-c", "sleep 1000 >/dev/null 2>&1 & echo $!").start();
      String orphan = new String(between.getInputStream().readAllBytes(), UTF_8).strip();
      between.waitFor();
      Files.writeString(
          Path.of(context.parameter("children", String.class)), child.pid() + " " + orphan);
      if (context.parameter("halt", Boolean.class)) {
        Runtime.getRuntime().halt(9);
      }
      threeRows(document);
    }
  }

  /** Calls System.exit. */
  public static final class Exits implements Report {
    @Override
    public String name() {
      return "test.exits";
    }

    @Override
    @SuppressWarnings("SystemExitOutsideMain")
    public void generate(ReportContext context, Document document) {
      System.exit(3);
    }
  }

  /** Needs more memory than there is. */
  public static final class Hogs implements Report {
    @Override
    public String name() {
      return "test.hogs";
    }

    @Override
    public void generate(ReportContext context, Document document) {
      List<byte[]> all = new ArrayList<>();
      while (all.size() < 1_000_000) {
        all.add(new byte[1 << 20]);
      }
      threeRows(document);
    }
  }

  /** Needs more memory than there is, in a thread of its own. */
  public static final class HogsElsewhere implements Report {
    @Override
    public String name() {
      return "test.hogs-elsewhere";
    }

    @Override
    public void generate(ReportContext context, Document document) throws InterruptedException {
      Thread thread = new Thread(() -> new Hogs().generate(context, document));
      thread.start();
      thread.join();
      threeRows(document);
    }
  }

  /** Leaves a thread and a property behind. */
  public static final class Leaves implements Report {
    @Override
    public String name() {
      return "test.leaves";
    }

    @Override
    public void generate(ReportContext context, Document document) {
      Thread thread =
          new Thread(
              () -> {
                while (true) {
                  java.util.concurrent.locks.LockSupport.park();
                }
              },
              "left-behind");
      thread.setDaemon(true);
      thread.start();
      System.setProperty("left.behind", "1");
      threeRows(document);
    }
  }

  /** Fails in a way that may pass. */
  public static final class Fails implements Report {
    @Override
    public String name() {
      return "test.fails";
    }

    @Override
    public void generate(ReportContext context, Document document) {
      threeRows(document);
      throw ReportException.temporary("the wind is in the wrong quarter", null);
    }
  }

  /** Writes into descriptor 4. */
  public static final class Babbles implements Report {
    @Override
    public String name() {
      return "test.babbles";
    }

    @Override
    public void generate(ReportContext context, Document document) throws Exception {
      Files.writeString(Path.of("/dev/fd/4"), "what a nice day\n");
      Thread.sleep(60_000);
    }
  }

  /** Writes its job's id into a table of the data source {@code shop}. */
  public static final class Writes implements Report {
    @Override
    public String name() {
      return "test.writes";
    }

    @Override
    public Optional<String> dataSource() {
      return Optional.of("shop");
    }

    @Override
    public boolean writes() {
      return true;
    }

    @Override
    public void generate(ReportContext context, Document document) {
      context.update("INSERT INTO printed VALUES (:job)", Map.of("job", context.jobId()));
      threeRows(document);
    }
  }

  /** Writes without having declared it. */
  public static final class WritesInSecret implements Report {
    @Override
    public String name() {
      return "test.writes-in-secret";
    }

    @Override
    public Optional<String> dataSource() {
      return Optional.of("shop");
    }

    @Override
    public void generate(ReportContext context, Document document) {
      new Writes().generate(context, document);
    }
  }

  /** Exhausts the memory that its parameter names. */
  public static final class Exhausts implements Report {
    @Override
    public String name() {
      return "test.exhausts";
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(Parameter.of("what", ParameterType.TEXT));
    }

    @Override
    public void generate(ReportContext context, Document document) {
      List<Object> all = new ArrayList<>();
      switch (context.parameter("what", String.class)) {
        case "direct" -> {
          while (all.size() < 1_000) {
            all.add(java.nio.ByteBuffer.allocateDirect(1 << 20));
          }
        }
        case "classes" -> {
          while (all.size() < 1_000_000) {
            all.add(
                java.lang.reflect.Proxy.newProxyInstance(
                    new java.net.URLClassLoader(
                        new java.net.URL[0], Exhausts.class.getClassLoader()),
                    new Class<?>[] {Runnable.class},
                    (proxy, method, arguments) -> null));
          }
        }
        // As Java says it; a test must not take the machine's threads or memory.
        case "threads" ->
            throw new OutOfMemoryError(
                "unable to create native thread: possibly out of memory or process/resource limits"
                    + " reached");
        default -> throw new OutOfMemoryError("Map failed");
      }
      threeRows(document);
    }
  }

  /** Keeps much beside the heap. */
  public static final class Swells implements Report {
    private static final List<java.nio.ByteBuffer> KEPT = new ArrayList<>();

    @Override
    public String name() {
      return "test.swells";
    }

    @Override
    public void generate(ReportContext context, Document document) {
      for (int i = 0; i < 400; i++) {
        java.nio.ByteBuffer buffer = java.nio.ByteBuffer.allocateDirect(1 << 20);
        for (int at = 0; at < buffer.capacity(); at += 4096) {
          buffer.put(at, (byte) 1);
        }
        KEPT.add(buffer);
      }
      threeRows(document);
    }
  }

  /** As many rows as its parameter says. */
  public static final class Rows implements Report {
    @Override
    public String name() {
      return "test.rows";
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(Parameter.of("lines", ParameterType.INTEGER));
    }

    @Override
    public void generate(ReportContext context, Document document) {
      document.begin(Layout.titled("Rows").column(Column.of("n", "N").format("integer")).build());
      long rows = context.parameter("lines", Long.class);
      for (long n = 1; n <= rows; n++) {
        document.row(List.of(n));
      }
    }
  }

  /** Finds the disk full. */
  public static final class FillsTheDisk implements Report {
    @Override
    public String name() {
      return "test.fills-the-disk";
    }

    @Override
    public void generate(ReportContext context, Document document) throws IOException {
      try (var full = Files.newOutputStream(Path.of("/dev/full"))) {
        full.write(1);
      }
    }
  }
}
