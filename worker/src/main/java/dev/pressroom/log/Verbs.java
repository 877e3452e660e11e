package dev.pressroom.log;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The words that the steps of jobs and workers begin with in the log: one line each, the same words
 * for ever, so that programs may look for them. The worker's README shows the table.
 */
final class Verbs {
  private static final Map<String, String> TABLE = new LinkedHashMap<>();

  static {
    TABLE.put("worker-started", "a worker runs; queues, presses, store");
    TABLE.put("registered", "it has a lease");
    TABLE.put("lease-lost", "its lease, or one claim, is another's by now; nothing was changed");
    TABLE.put("taken-in", "a file of the hot folder became a job");
    TABLE.put("corrupt", "something in a queue cannot be read and was put aside");
    TABLE.put("promoted", "a scheduled job's time has come, and it waits in its queue");
    TABLE.put("paused", "somebody paused a queue of this worker's: nothing is claimed from it");
    TABLE.put("resumed", "the queue is claimed from again");
    TABLE.put("claimed", "a job is this worker's; attempt n of m began");
    TABLE.put("started", "a press runs the attempt");
    TABLE.put("settled", "the attempt's outcome is recorded: succeeded, failed or cancelled");
    TABLE.put("retried", "the attempt failed, the job waits for the next one");
    TABLE.put("released", "the job is given back, the attempt does not count; because of what");
    TABLE.put("rescued", "a job of a lost worker was taken back");
    TABLE.put("delivered", "the artifacts are where the job wanted them");
    TABLE.put("purged", "old jobs were removed");
    TABLE.put("press-started", "a press runs, without a job so far");
    TABLE.put("press-retired", "a press is replaced; because of what");
    TABLE.put("press-ended", "a press is gone");
    TABLE.put("worker-stopping", "no more claims; running jobs get their grace");
    TABLE.put("worker-ended", "all is recorded and given back");
  }

  private Verbs() {}

  /** The verb that a message begins with, or null. */
  static String of(String message) {
    int end = message.indexOf(' ');
    String word = end < 0 ? message : message.substring(0, end);
    word = word.endsWith(";") ? word.substring(0, word.length() - 1) : word;
    return TABLE.containsKey(word) ? word : null;
  }

  static String markdown() {
    StringBuilder text = new StringBuilder("| verb | what happened |\n|---|---|\n");
    TABLE.forEach((verb, what) -> text.append("| `" + verb + "` | " + what + " |\n"));
    return text.toString();
  }
}
