package dev.pressroom.queue.spool;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a lease's file says of its worker, for people and for those who look. Nothing is decided by
 * it, so what it does not say is empty.
 *
 * @param worker the name
 * @param pid of the worker's process; 0 if it is not known
 * @param since when it registered; null if it is not known
 * @param queues that it serves; empty if it is not known
 */
record LeaseText(String worker, long pid, Instant since, List<String> queues) {
  static final int LARGEST = 16_384;

  static LeaseText of(String worker, long pid, Instant since, List<String> queues) {
    return new LeaseText(worker, pid, since, List.copyOf(queues));
  }

  static LeaseText parse(String text) {
    Map<String, String> lines = new HashMap<>();
    text.lines()
        .map(line -> line.split(" ", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> lines.put(parts[0], parts[1].strip()));
    String pid = lines.getOrDefault("pid", "");
    String queues = lines.getOrDefault("queues", "");
    return of(
        lines.getOrDefault("worker", ""),
        pid.matches("\\d{1,18}") ? Long.parseLong(pid) : 0,
        moment(lines.get("since")),
        queues.isEmpty() ? List.of() : List.of(queues.split(" ")));
  }

  private static Instant moment(String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      // Somebody edited it.
      return null;
    }
  }

  String text() {
    return "worker "
        + worker
        + "\npid "
        + pid
        + "\nsince "
        + since
        + "\n"
        + (queues.isEmpty() ? "" : "queues " + String.join(" ", queues) + "\n");
  }
}
