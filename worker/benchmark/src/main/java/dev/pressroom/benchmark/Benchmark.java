package dev.pressroom.benchmark;

import dev.pressroom.submitter.Submitter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures the packaged program; the README beside it says what each figure means. */
@Command(
    name = "run",
    description = "Measures Pressroom on this machine, side by side with bare loops.",
    mixinStandardHelpOptions = true)
final class Benchmark implements Callable<Integer> {

  private static final int CLI_RUNS = 7;

  /** What can be measured. */
  enum Measurement {
    LATENCY,
    THROUGHPUT,
    REPLACEMENT,
    START,
    CLI,
    SUBMITS,
    CLAIMS,
    BACKLOG,
    TABLES
  }

  @Parameters(
      paramLabel = "MEASUREMENT",
      arity = "0..*",
      description =
          "One or more of: ${COMPLETION-CANDIDATES}; all but backlog, which fills a disk, and tables, which"
              + " takes ten minutes, if none is named.")
  private List<Measurement> named = new ArrayList<>();

  @Option(names = "--program", required = true, description = "The packaged program's folder.")
  private Path program;

  @Option(
      names = "--dir",
      description = "Where to make the folder for all files; else java.io.tmpdir.")
  private Path parent;

  @Option(
      names = "--jobs",
      description = "Jobs of each round, runs of START; else as the README says.")
  private Integer jobs;

  @Option(names = "--rounds", defaultValue = "3", description = "Rounds; ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--warm-up",
      defaultValue = "150",
      description = "Pages of each JVM before THROUGHPUT; ${DEFAULT-VALUE}.")
  private int warmUp;

  @Option(
      names = "--press-count",
      defaultValue = "2",
      description = "Presses of the worker; ${DEFAULT-VALUE}.")
  private int pressCount;

  @Option(
      names = "--presses",
      paramLabel = "SETTING",
      description = "A setting of the worker's presses, such as \"jobs: 100000\"; may be repeated.")
  private List<String> presses = new ArrayList<>();

  @Option(
      names = "--most",
      paramLabel = "SECONDS",
      defaultValue = "280",
      description = "The run gives up after so long; ${DEFAULT-VALUE}.")
  private int most;

  @Mixin private TablesOptions tables;

  private final Table table =
      new Table(
          new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));

  private Benchmark() {}

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Benchmark())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    Deadline deadline = new Deadline(Duration.ofSeconds(most));
    Set<Measurement> asked =
        named.isEmpty()
            ? EnumSet.complementOf(EnumSet.of(Measurement.BACKLOG, Measurement.TABLES))
            : EnumSet.copyOf(named);
    List<String> settings = new ArrayList<>(List.of("count: " + pressCount));
    settings.addAll(presses);
    try (Workplace place = Workplace.make(parent)) {
      new Machine(place.folder()).print(table);
      if (asked.contains(Measurement.START)) {
        new StartTime(program).measure(jobs(11), table);
      }
      if (asked.contains(Measurement.CLI)) {
        new CommandLineTime(program, place.folder()).measure(jobs(10_000), CLI_RUNS, table);
      }
      if (asked.contains(Measurement.SUBMITS)) {
        new Submits(place.folder(), deadline).measure(jobs(3_000), rounds, table);
      }
      Claims claims = new Claims(place.folder(), deadline);
      if (asked.contains(Measurement.CLAIMS)) {
        claims.settled(jobs(1_000), rounds, table);
        claims.noticed(jobs(1_000), rounds, table);
      }
      if (asked.contains(Measurement.BACKLOG)) {
        claims.backlog(jobs(4_000), table);
      }
      if (asked.contains(Measurement.TABLES)) {
        new Tables(place.folder(), tables, deadline, table).measure(jobs(20_000), rounds);
      }
      if (asked.contains(Measurement.LATENCY)
          || asked.contains(Measurement.THROUGHPUT)
          || asked.contains(Measurement.REPLACEMENT)) {
        place.fill();
      }
      if (asked.contains(Measurement.LATENCY)) {
        try (RunningWorker worker =
            RunningWorker.start(program, place, "latency", settings, deadline)) {
          new Latency(worker).measure(jobs(200), table);
        }
      }
      if (asked.contains(Measurement.REPLACEMENT)) {
        List<String> once = new ArrayList<>(settings);
        once.add("jobs: 1");
        try (RunningWorker worker =
            RunningWorker.start(program, place, "replacement", once, deadline)) {
          new Replacement(worker).measure(jobs(100), table);
        }
      }
      if (asked.contains(Measurement.THROUGHPUT)) {
        throughput(place, settings, deadline);
      }
    }
    return 0;
  }

  private void throughput(Workplace place, List<String> settings, Deadline deadline)
      throws IOException, InterruptedException {
    int pages = jobs(150);
    try (RunningWorker worker =
            RunningWorker.start(program, place, "throughput", settings, deadline);
        Submitter submitter = Submitter.open("spool:" + worker.spool(), "benchmark")) {
      table.section("Resident memory");
      Memory.print("idle", worker, table);
      Throughput throughput = new Throughput(worker, submitter, pages);
      try (BareProcess quick = BareProcess.start(place, BareProcess.Compiler.QUICK, false);
          BareProcess all = BareProcess.start(place, BareProcess.Compiler.ALL, false)) {
        throughput.measure(quick, all, warmUp, rounds);
      }
      throughput.printMemory(table);
      Memory.print("in the end", worker, table);
      throughput.print(table, rounds, warmUp, pressCount);
    }
    try (BareProcess bare = BareProcess.start(place, BareProcess.Compiler.QUICK, true)) {
      bare.measure(BareLoop.BARE, 2, warmUp);
      Samples embedded = new Samples();
      for (int round = 0; round < rounds; round++) {
        deadline.check("measuring the bare loop");
        embedded.add(bare.measure(BareLoop.BARE, 2, pages));
      }
      table.rates("bare loop, 2 threads, database in the loop's own JVM", embedded);
    }
  }

  private int jobs(int otherwise) {
    return jobs == null ? otherwise : jobs;
  }
}
