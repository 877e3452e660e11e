package dev.pressroom.worker.config;

import dev.pressroom.notation.Units;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How presses, the worker's child processes, run.
 *
 * @param count how many; so many jobs run at a time
 * @param heap each one's {@code -Xmx}, in bytes
 * @param jobs a press is replaced after so many
 * @param ping how often worker and press tell each other that they live
 * @param silence how long a press bears silence before it ends itself. With a heartbeat it is
 *     shorter than a lease: a frozen worker leaves no press running when its jobs are rescued
 * @param timeout how long a job may run that does not say
 * @param maxTimeout the longest that a job may ask for
 * @param stopping how long a report that was asked to stop may take for it; then it is killed
 * @param logSize how much of a job's log is kept, in bytes
 * @param maxRows of a report's document; more fail the job for good
 * @param maxPages of an artifact; likewise
 * @param maxBytes of an artifact; likewise
 * @param overcommit whether to start although the presses' memory exceeds the machine's
 * @param java the home of the Java that runs presses; the worker's own unless stated
 * @param jvmOptions further options for it, in order; may be empty
 */
public record PressSettings(
    int count,
    long heap,
    int jobs,
    Duration ping,
    Duration silence,
    Duration timeout,
    Duration maxTimeout,
    Duration stopping,
    long logSize,
    int maxRows,
    int maxPages,
    long maxBytes,
    boolean overcommit,
    Path java,
    List<String> jvmOptions) {
  /** All that would say otherwise than {@code heap}, by which the memory is planned. */
  private static final Pattern HEAP =
      Pattern.compile("-Xmx|-XX:(MaxHeapSize|MaxRAM|MaxRAMPercentage|MaxRAMFraction)=|-mx");

  private static final long MIN_HEAP = 32L << 20;

  public PressSettings {
    jvmOptions = List.copyOf(jvmOptions);
  }

  static PressSettings read(Section section, WorkerSettings worker) {
    PressSettings settings =
        new PressSettings(
            section.count("count", 2, 1000),
            section.bytes("heap", 256L << 20),
            section.count("jobs", 1000, 1_000_000),
            section.duration("ping", Duration.ofSeconds(2)),
            section.duration("silence", Duration.ofSeconds(15)),
            section.duration("timeout", Duration.ofHours(1)),
            section.duration("maxTimeout", Duration.ofHours(24)),
            section.duration("stopping", Duration.ofSeconds(3)),
            section.bytes("logSize", 1L << 20),
            section.count("maxRows", 10_000_000, 999_999_999),
            section.count("maxPages", 100_000, 999_999_999),
            section.bytes("maxBytes", 2L << 30),
            section.flag("overcommit", false),
            section.path("java", Path.of(System.getProperty("java.home"))),
            section.list("jvmOptions", List.of()));
    section.end();
    settings.check(section, worker);
    return settings;
  }

  /** When a press ends at the latest: it looks up eight times in that time, or once a second. */
  private static Duration noticed(Duration silence) {
    Duration look = silence.dividedBy(8);
    Duration second = Duration.ofSeconds(1);
    return silence.plus(look.compareTo(second) < 0 ? look : second).plusMillis(100);
  }

  private void check(Section section, WorkerSettings worker) {
    if (heap < MIN_HEAP) {
      section.wrong("heap", "is too small for any report; set it to 32m or more");
    }
    if (ping.multipliedBy(3).compareTo(silence) > 0) {
      section.wrong(
          "ping",
          "leaves no room in presses.silence="
              + Units.text(silence)
              + "; set it to "
              + Units.text(silence.dividedBy(3))
              + " or less");
    }
    if (noticed(silence).plus(worker.heartbeat()).compareTo(worker.lease()) >= 0) {
      section.wrong(
          "silence",
          "and worker.heartbeat="
              + Units.text(worker.heartbeat())
              + " together must be shorter than worker.lease="
              + Units.text(worker.lease())
              + " by more than the "
              + Units.text(noticed(silence).minus(silence))
              + " that a press may take to notice, or a frozen worker's press could outlive its"
              + " lease; lower one or raise the lease");
    }
    if (timeout.compareTo(maxTimeout) > 0) {
      section.wrong(
          "timeout",
          "is longer than presses.maxTimeout="
              + Units.text(maxTimeout)
              + "; lower it, or raise that");
    }
    if (!Files.isExecutable(java.resolve("bin").resolve("java"))) {
      section.wrong("java", "is not the home of a Java: it has no bin/java that can be run");
    }
    for (String option : jvmOptions) {
      if (!option.startsWith("-")) {
        section.wrong("jvmOptions", "has \"" + option + "\", which is no option; it begins with -");
      } else if (HEAP.matcher(option).lookingAt()) {
        section.wrong("jvmOptions", "has \"" + option + "\"; say presses.heap instead");
      }
    }
  }
}
