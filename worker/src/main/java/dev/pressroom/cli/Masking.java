package dev.pressroom.cli;

import dev.pressroom.job.Job;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What may be seen of a job's parameters. Which of them are confidential is not known here, so all
 * are treated as if they were.
 */
final class Masking {
  /** Stands where a value would. */
  static final String MASK = "••••";

  private Masking() {}

  /** For a screen: the names; null if there are none. */
  static String shown(Job job) {
    Map<String, Object> parameters = job.request().parameters();
    return parameters.isEmpty() ? null : String.join(", ", parameters.keySet());
  }

  /** For a file that goes elsewhere: each name with a mask. */
  static Map<String, Object> masked(Map<String, ?> parameters) {
    Map<String, Object> masked = new LinkedHashMap<>();
    parameters.keySet().forEach(name -> masked.put(name, MASK));
    return masked;
  }
}
