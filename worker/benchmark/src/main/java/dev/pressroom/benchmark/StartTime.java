package dev.pressroom.benchmark;

import java.io.IOException;
import java.nio.file.Path;

/** How long the command line takes to say its version, beside the JVM that says its own. */
record StartTime(Path program) {
  private static final int WARM_UP = 2;

  void measure(int runs, Table table) throws IOException, InterruptedException {
    Samples ours = new Samples();
    Samples limit = new Samples();
    for (int i = 0; i < WARM_UP + runs; i++) {
      double one = millis(program.resolve("bin/pressroom").toString(), "--version");
      double other = millis(java(), "-version");
      if (i >= WARM_UP) {
        ours.add(one);
        limit.add(other);
      }
    }
    table.section("Start, " + runs + " runs of each, by turns");
    table.line("bin/pressroom --version", median(ours));
    table.line("java -version (the limit)", median(limit));
    table.ratio("bin/pressroom / java", ours.by(limit));
  }

  /** The Java that runs this. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static double millis(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    // The same Java for both.
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    long began = System.nanoTime();
    int exit = builder.start().waitFor();
    long ended = System.nanoTime();
    if (exit != 0) {
      throw new IOException(String.join(" ", command) + " ended with exit code " + exit);
    }
    return (ended - began) / 1e6;
  }

  static String median(Samples millis) {
    return Table.text("median %7.1f ms", millis.median());
  }
}
