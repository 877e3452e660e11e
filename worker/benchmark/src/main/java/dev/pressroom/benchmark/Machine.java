package dev.pressroom.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What it all ran on: without that no figure means anything. */
record Machine(Path folder) {

  void print(Table table) throws IOException {
    table.section("Machine");
    table.line(
        "cores, memory",
        Runtime.getRuntime().availableProcessors()
            + " × "
            + first("/proc/cpuinfo", "model name", "unknown processor")
            + ", "
            + gibibytes(first("/proc/meminfo", "MemTotal", "0 kB")));
    table.line("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    table.line("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
    String type = Files.getFileStore(folder).type();
    table.line("file system of all files", type);
    if (type.equals("tmpfs")) {
      table.note("tmpfs forces nothing: every durable figure flatters; say --dir on a real disk");
    }
    table.line("load when it began (1 minute)", loadAverage());
  }

  private static String loadAverage() throws IOException {
    Path file = Path.of("/proc/loadavg");
    return Files.isReadable(file) ? Files.readString(file).split(" ", 2)[0] : "unknown";
  }

  private static String gibibytes(String kilobytes) {
    return Table.text("%.1f GiB", Long.parseLong(kilobytes.split(" ", 2)[0]) / 1048576.0);
  }

  private static String first(String file, String key, String otherwise) throws IOException {
    Path path = Path.of(file);
    if (!Files.isReadable(path)) {
      return otherwise;
    }
    List<String> lines = Files.readAllLines(path);
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(otherwise);
  }
}
