package dev.pressroom.cli;

import dev.pressroom.job.JobId;
import dev.pressroom.jobdir.Disk;
import dev.pressroom.jobdir.LocalDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A job that a worker put aside because it could not be read: no state has it, and no worker takes
 * it.
 *
 * @param directory where it lies
 * @param why the worker's words; empty if it was killed before it wrote them
 */
record PutAside(JobId id, Path directory, String why) {
  private static final String FOLDER = "corrupt";
  private static final String REASON = ".txt";
  private static final int LONGEST_REASON = 64 * 1024;
  private static final Disk DISK = new LocalDisk();

  /** Looks for it in a spool. */
  static Optional<PutAside> find(Path spool, JobId id) throws IOException {
    Path folder = spool.resolve(FOLDER);
    try {
      for (String name : DISK.list(folder)) {
        if (name.contains(id.text()) && !name.endsWith(REASON)) {
          return Optional.of(
              new PutAside(id, folder.resolve(name), reason(folder.resolve(name + REASON))));
        }
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static String reason(Path file) throws IOException {
    try {
      return new String(DISK.read(file, LONGEST_REASON), StandardCharsets.UTF_8).strip();
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /** As nested maps, for JSON. */
  Map<String, Object> json() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", id.text());
    map.put("report", id.report());
    map.put("state", FOLDER);
    map.put("error", Fields.of("message", why, "permanent", true));
    map.put("directory", directory.toString());
    return map;
  }

  /** For people. */
  void print(Console console) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("Job", id);
    facts.put("State", "put aside as corrupt; no worker takes it");
    facts.put("Directory", directory);
    console.facts(facts);
    console.line();
    console.line(why.isEmpty() ? "No reason was left beside it; the worker's log has it." : why);
    console.line(
        "Mend its cause and submit it anew; then delete it and "
            + directory.getFileName()
            + REASON
            + ".");
  }
}
