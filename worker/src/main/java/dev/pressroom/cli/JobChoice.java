package dev.pressroom.cli;

import dev.pressroom.job.JobId;
import dev.pressroom.queue.InspectStore;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.JobView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which job a person means: by its id, by the beginning or end of its number, or the last one. */
final class JobChoice {
  /** For help texts. */
  static final String DESCRIPTION =
      "The job's id, the beginning of it or the end of its number if only one job has that, or"
          + " \"last\".";

  private static final String LAST = "last";
  private static final int SHORTEST = 4;

  /** The first characters of an id, which are enough to name it. */
  static final int NUMBER = 26;

  private static final int MOST_NAMED = 5;

  private final InspectStore store;

  JobChoice(InspectStore store) {
    this.store = store;
  }

  /**
   * The job, if it is a job of this queue.
   *
   * @throws WrongUsage if the text fits several
   */
  Optional<JobView> find(String text) {
    if (text.equals(LAST)) {
      return store.list(JobFilter.newest(1)).stream().findFirst();
    }
    Optional<JobId> id = id(text);
    if (id.isPresent()) {
      return store.find(id.get());
    }
    String part = text.toUpperCase(Locale.ROOT);
    if (part.length() < SHORTEST) {
      throw WrongUsage.of(
          "\""
              + text
              + "\" is too little to tell a job by; write at least "
              + SHORTEST
              + " characters of its id, or last");
    }
    List<JobView> fitting =
        store.list(JobFilter.newest(Integer.MAX_VALUE)).stream()
            .filter(job -> fits(job.id().text().toUpperCase(Locale.ROOT), part))
            .toList();
    if (fitting.size() > 1) {
      throw WrongUsage.of(
          "\"%s\" fits %d jobs; write more of the one that is meant: %s%s"
              .formatted(
                  text,
                  fitting.size(),
                  fitting.stream()
                      .limit(MOST_NAMED)
                      .map(job -> job.id().text())
                      .collect(Collectors.joining(", ")),
                  fitting.size() > MOST_NAMED ? ", …" : ""));
    }
    return fitting.stream().findFirst();
  }

  /**
   * The job.
   *
   * @throws WrongUsage if there is none, or several fit
   */
  JobView get(String text, String queue) {
    return find(text).orElseThrow(() -> missing(text, queue));
  }

  static WrongUsage missing(String text, String queue) {
    return WrongUsage.notFound(
        text.equals(LAST)
            ? "there is no job at all in " + queue + "; name another spool with --spool DIR"
            : "job "
                + text
                + " is nowhere in "
                + queue
                + ": never submitted there, or purged; name another spool with --spool DIR");
  }

  static Optional<JobId> id(String text) {
    try {
      return Optional.of(new JobId(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean fits(String id, String part) {
    return id.startsWith(part) || id.substring(0, NUMBER).endsWith(part);
  }
}
