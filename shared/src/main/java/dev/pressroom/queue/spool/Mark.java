package dev.pressroom.queue.spool;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.queue.DeliveryMark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An empty file in {@code deliveries/} whose name says it all: {@code
 * <id>.<attempt>.<state>.<day>}. Each attempt's verdict has a mark of its own, so that none is ever
 * written over and taking one away never takes away another's.
 */
record Mark(JobId id, int attempt, JobState state, LocalDate day) {
  private static final Pattern FORM =
      Pattern.compile("(.+)\\.([0-9]{1,5})\\.(succeeded|failed)\\.([0-9]{4}-[0-9]{2}-[0-9]{2})");

  static Optional<Mark> parse(String name) {
    Matcher match = FORM.matcher(name);
    if (!match.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Mark(
              new JobId(match.group(1)),
              Integer.parseInt(match.group(2)),
              JobState.parse(match.group(3)),
              LocalDate.parse(match.group(4))));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  static Mark of(DeliveryMark delivery) {
    return new Mark(
        delivery.id(),
        delivery.attempt(),
        delivery.state(),
        LocalDate.parse(delivery.directory().getParent().getFileName().toString()));
  }

  DeliveryMark toDelivery(Spool spool) {
    return new DeliveryMark(id, attempt, state, spool.finished(state, day, id));
  }

  Path file(Spool spool) {
    return spool.deliveries().resolve(id + "." + attempt + "." + state + "." + day);
  }

  /** Makes it; it is durable once the folder of deliveries is forced. */
  void make(Spool spool) throws IOException {
    Path file = file(spool);
    if (!spool.disk().exists(file)) {
      spool.disk().put(file, new byte[0]);
    }
    spool.disk().force(file);
  }
}
