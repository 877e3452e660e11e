package dev.pressroom.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What processes hold in memory, in the kernel's words.
 *
 * @param resident {@code VmRSS}, in kilobytes
 * @param most {@code VmHWM}, in kilobytes: the most that it ever was
 */
record Memory(long resident, long most) {

  static Memory of(ProcessHandle process) throws IOException {
    List<String> status =
        Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"));
    return new Memory(kilobytes(status, "VmRSS:"), kilobytes(status, "VmHWM:"));
  }

  /** Prints a worker's and each of its presses'. */
  static void print(String when, RunningWorker worker, Table table) throws IOException {
    table.line("worker, " + when, of(worker.handle()).text());
    List<String> presses = new ArrayList<>();
    for (ProcessHandle press : worker.presses()) {
      presses.add(of(press).text());
    }
    for (int i = 0; i < presses.size(); i++) {
      table.line("press " + (i + 1) + ", " + when, presses.get(i));
    }
  }

  private static long kilobytes(List<String> status, String key) throws IOException {
    for (String line : status) {
      if (line.startsWith(key)) {
        return Long.parseLong(line.substring(key.length()).strip().split(" ", 2)[0]);
      }
    }
    throw new IOException("/proc/PID/status has no " + key + "; memory is measured on Linux only");
  }

  private String text() {
    return Table.text("VmRSS %6.1f MiB   VmHWM %6.1f MiB", resident / 1024.0, most / 1024.0);
  }
}
