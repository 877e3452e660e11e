package dev.pressroom.cli;

import dev.pressroom.data.H2Url;
import dev.pressroom.demo.DemoFiles;
import dev.pressroom.demo.DemoStore;
import dev.pressroom.demo.SampleHost;
import dev.pressroom.submitter.Submitter;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description = {
      "Shows the whole way of a job, on a small database of its own.",
      "Makes a wholesale database, starts a worker, lets another JVM submit five jobs, and shows"
          + " what became of them."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  /** Only a folder with this file in it is ever emptied. */
  private static final String MARKER = ".pressroom-demo";

  private static final LocalDate LAST_DAY = LocalDate.of(2026, 10, 31);

  /** What the spool needs for itself, and is empty when all is done. */
  private static final Set<String> HIDDEN = Set.of("tmp", "trash", "running");

  private static final long BETWEEN_LOOKS_MILLIS = 100;

  @Spec private CommandSpec spec;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where everything is made; a new temporary folder if not said.")
  private Path dir;

  @Option(
      names = "--store",
      paramLabel = "URL",
      description =
          "Where jobs wait: the JDBC URL of a database, jdbc:postgresql:… or jdbc:h2:…, user and"
              + " password in it; a spool in DIR if not said.")
  private String store;

  private PrintWriter out;

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    out = spec.commandLine().getOut();
    Path folder = emptyFolder();
    DemoFiles files = new DemoFiles(folder, store(folder));
    out.println("Everything is in " + files.folder());
    files.make(LAST_DAY);
    title("The worker starts; the host application submits from a JVM of its own");
    Process worker = startWorker(files);
    try {
      awaitTables(files, worker);
      int host = runHost(files);
      show(files);
      if (host != 0) {
        out.println("The host did not see all of its jobs end; look at worker.log.");
        return ExitCode.FAILED;
      }
    } finally {
      stop(worker);
    }
    return worker.exitValue() == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private Path emptyFolder() throws IOException {
    if (dir == null) {
      return Files.createTempDirectory("pressroom-demo-");
    }
    Path folder = dir.toAbsolutePath().normalize();
    if (Files.exists(folder)) {
      if (!Files.exists(folder.resolve(MARKER)) && !empty(folder)) {
        throw WrongUsage.of(
            folder
                + " is there, and is neither empty nor of an earlier demo; name another with --dir"
                + " DIR. Nothing was touched.");
      }
      new dev.pressroom.jobdir.LocalDisk().removeTree(folder);
    }
    try {
      Files.createDirectories(folder);
      Files.createFile(folder.resolve(MARKER));
    } catch (IOException e) {
      throw WrongUsage.of(
          "the folder " + folder + " cannot be made: " + e + "; name another with --dir DIR");
    }
    return folder;
  }

  private static boolean empty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private DemoStore store(Path folder) {
    if (store == null) {
      return new DemoStore("spool:" + folder.resolve("work"));
    }
    Optional<H2Url> h2 = H2Url.of(store);
    boolean shared = h2.isEmpty() || h2.get().objection().isEmpty();
    return new DemoStore(
        H2Url.resolve(store, Path.of("").toAbsolutePath()) + (shared ? "" : ";AUTO_SERVER=TRUE"));
  }

  /** A host can make a spool, but tables are a worker's to make. */
  private void awaitTables(DemoFiles files, Process worker)
      throws IOException, InterruptedException {
    if (!files.store().isDatabase()) {
      return;
    }
    Path log = files.folder().resolve("worker.log");
    while (!Files.readString(log).contains("worker-started")) {
      if (!worker.isAlive()) {
        throw WrongUsage.of(
            "the worker did not start: "
                + Files.readString(log).strip()
                + "\nSee that --store is right.");
      }
      Thread.sleep(BETWEEN_LOOKS_MILLIS);
    }
  }

  private Process startWorker(DemoFiles files) throws IOException {
    return new ProcessBuilder(
            java(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Pressroom.class.getName(),
            "worker",
            "--config",
            files.configuration().toString())
        .redirectErrorStream(true)
        .redirectOutput(files.folder().resolve("worker.log").toFile())
        .start();
  }

  private int runHost(DemoFiles files) throws IOException, InterruptedException {
    out.flush();
    String classPath =
        Stream.concat(
                Stream.of(
                    SampleHost.class,
                    Submitter.class,
                    dev.pressroom.job.Job.class,
                    tools.jackson.core.JsonParser.class,
                    org.slf4j.Logger.class),
                files.store().driver().map(DemoCommand::driver).stream())
            .map(DemoCommand::home)
            .distinct()
            .collect(Collectors.joining(File.pathSeparator));
    return new ProcessBuilder(
            java(),
            "-Xmx64m",
            "-cp",
            classPath,
            SampleHost.class.getName(),
            files.store().url(),
            YearMonth.from(LAST_DAY).toString())
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        // SLF4J says on standard error that this host has no logging of its own.
        .redirectError(files.folder().resolve("host.log").toFile())
        .start()
        .waitFor();
  }

  private void show(DemoFiles files) throws IOException {
    title("The jobs' directories");
    tree(files.work());
    title("The first page of the sales report, as text");
    try (Stream<Path> found = Files.walk(files.work().resolve("succeeded"))) {
      Path pdf =
          found.filter(path -> path.toString().endsWith(".pdf")).sorted().findFirst().orElseThrow();
      try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
        PDFTextStripper text = new PDFTextStripper();
        text.setSortByPosition(true);
        text.setEndPage(1);
        out.println(text.getText(document).strip());
        out.println("… page 1 of " + document.getNumberOfPages());
      }
    }
    title("The error file of the job whose SQL fails");
    try (Stream<Path> found = Files.walk(files.work().resolve("failed"))) {
      Path error =
          found
              .filter(path -> path.endsWith("output/sql.txt"))
              .findFirst()
              .orElseThrow(() -> new IOException("the job broken.sql left no error file"));
      out.println(Files.readString(error).strip());
    }
  }

  /** Folders before what is in them. */
  private void tree(Path spool) throws IOException {
    try (Stream<Path> all = Files.walk(spool)) {
      List<Path> shown =
          all.filter(path -> !path.equals(spool))
              .filter(path -> !HIDDEN.contains(spool.relativize(path).getName(0).toString()))
              .sorted()
              .toList();
      for (Path path : shown) {
        Path below = spool.relativize(path);
        boolean folder = Files.isDirectory(path);
        out.println("  ".repeat(below.getNameCount()) + below.getFileName() + (folder ? "/" : ""));
      }
    }
  }

  private void stop(Process worker) throws InterruptedException {
    title("The worker is told to stop");
    worker.destroy();
    if (!worker.waitFor(60, TimeUnit.SECONDS)) {
      worker.destroyForcibly().waitFor();
    }
    out.println("It ended with exit code " + worker.exitValue() + ".");
  }

  private void title(String text) {
    out.println();
    out.println("== " + text);
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static Class<?> driver(String name) {
    try {
      return Class.forName(name, false, DemoCommand.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the program lacks the driver " + name, e);
    }
  }

  private static String home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
