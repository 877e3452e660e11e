package dev.pressroom.worker.config;

import dev.pressroom.notation.Units;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a worker claims jobs and keeps them.
 *
 * @param name in logs and leases; host and process id unless stated
 * @param queues in the order in which they are served; never empty
 * @param lease how long others watch this worker's lease stand still before they rescue its jobs
 * @param heartbeat how often it is renewed; three fit into a lease, so that one lost beat and one
 *     late one do no harm
 * @param poll how long to wait before looking again for jobs when nothing announces one
 * @param grace how long running jobs may go on after the worker was told to stop; zero stops them
 *     at once
 * @param freeSpace with fewer bytes free on the disk of the queue's folder no job is claimed
 */
public record WorkerSettings(
    String name,
    List<String> queues,
    Duration lease,
    Duration heartbeat,
    Duration poll,
    Duration grace,
    long freeSpace) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");
  private static final Pattern QUEUE = Pattern.compile("[a-z0-9-]{1,40}");

  public WorkerSettings {
    queues = List.copyOf(queues);
  }

  static WorkerSettings read(Section section) {
    WorkerSettings settings =
        new WorkerSettings(
            section.text("name", hostAndProcess()),
            section.list("queues", List.of("default")),
            section.duration("lease", Duration.ofSeconds(60)),
            section.duration("heartbeat", Duration.ofSeconds(10)),
            section.duration("poll", Duration.ofSeconds(1)),
            section.durationOrZero("grace", Duration.ofSeconds(30)),
            section.bytes("freeSpace", 256L << 20));
    section.end();
    settings.check(section);
    return settings;
  }

  private void check(Section section) {
    if (!NAME.matcher(name).matches()) {
      section.wrong(
          "name",
          "is not a worker's name; use up to 60 letters, digits, dots, dashes and underscores");
    }
    if (queues.isEmpty()) {
      section.wrong("queues", "names no queue; name one or remove the key");
    }
    for (String queue : queues) {
      if (!QUEUE.matcher(queue).matches()) {
        section.wrong(
            "queues",
            "has \"" + queue + "\", which is not a queue's name; use a-z, 0-9 and -, up to 40");
      }
    }
    if (new HashSet<>(queues).size() < queues.size()) {
      section.wrong("queues", "names a queue twice; the order says which is served first");
    }
    if (heartbeat.multipliedBy(3).compareTo(lease) > 0) {
      section.wrong(
          "heartbeat",
          "leaves no room in worker.lease="
              + Units.text(lease)
              + "; set it to "
              + Units.text(lease.dividedBy(3))
              + " or less");
    }
  }

  private static String hostAndProcess() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName().split("\\.", 2)[0];
    } catch (UnknownHostException e) {
      host = "host";
    }
    host = host.replaceAll("[^A-Za-z0-9-]", "-").replaceAll("^-+", "");
    host = host.isEmpty() ? "host" : host.substring(0, Math.min(40, host.length()));
    return host + "-" + ProcessHandle.current().pid();
  }
}
