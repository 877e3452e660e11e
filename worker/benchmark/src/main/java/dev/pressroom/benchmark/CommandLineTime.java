package dev.pressroom.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long a person waits for the command line over a spool with many jobs. */
record CommandLineTime(Path program, Path folder) {

  void measure(int jobs, int runs, Table table) throws IOException, InterruptedException {
    Path spool = folder.resolve("cli");
    SpoolFixture.open(spool).close();
    SpoolFixture.fill(spool.resolve("queued/default"), jobs / 2);
    SpoolFixture.fillFinished(spool.resolve("succeeded"), jobs - jobs / 2);
    String ours = program.resolve("bin/pressroom").toString();
    Map<String, List<String>> commands = new LinkedHashMap<>();
    commands.put("java -version (the limit)", List.of(StartTime.java(), "-version"));
    commands.put("pressroom --version", List.of(ours, "--version"));
    commands.put("pressroom list", verb(ours, spool, "list"));
    commands.put("pressroom list of all", verb(ours, spool, "list", "--most", "" + jobs));
    commands.put("pressroom show last", verb(ours, spool, "show", "last"));
    commands.put("pressroom queues", verb(ours, spool, "queues"));
    Map<String, Samples> millis = new LinkedHashMap<>();
    // Once each unmeasured, then by turns.
    for (int run = 0; run <= runs; run++) {
      for (Map.Entry<String, List<String>> command : commands.entrySet()) {
        double took = StartTime.millis(command.getValue().toArray(String[]::new));
        if (run > 0) {
          millis.computeIfAbsent(command.getKey(), name -> new Samples()).add(took);
        }
      }
    }
    table.section(
        "The command line over "
            + jobs
            + " jobs, half waiting, "
            + runs
            + " runs of each, by turns");
    millis.forEach((name, samples) -> table.line(name, StartTime.median(samples)));
  }

  private static List<String> verb(String program, Path spool, String... arguments) {
    List<String> command = new java.util.ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--spool", spool.toString()));
    return command;
  }
}
