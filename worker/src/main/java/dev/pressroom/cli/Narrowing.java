package dev.pressroom.cli;

import dev.pressroom.job.JobState;
import dev.pressroom.queue.JobFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say which jobs are meant, by what they have in common. */
final class Narrowing {
  @Option(names = "--queue", paramLabel = "NAME", description = "Only of this queue.")
  private String queue;

  @Option(names = "--report", paramLabel = "NAME", description = "Only of this report.")
  private String report;

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      description = "Only those with this mark; several must all be there.")
  private List<String> labels = new ArrayList<>();

  boolean isEmpty() {
    return queue == null && report == null && labels.isEmpty();
  }

  JobFilter filter(Set<JobState> states, int most) {
    return new JobFilter(states, queue, report, labels(labels), most);
  }

  /** Labels as typed; the last of one name counts. */
  static Map<String, String> labels(List<String> typed) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String label : typed) {
      int equals = label.indexOf('=');
      if (equals < 1) {
        throw WrongUsage.of(
            "label \"" + label + "\" is not NAME=VALUE; write team=sales or the like");
      }
      labels.put(label.substring(0, equals), label.substring(equals + 1));
    }
    return labels;
  }
}
