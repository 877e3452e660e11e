package dev.pressroom.queue.spool;

import dev.pressroom.jobdir.Corrupt;
import dev.pressroom.jobdir.JobName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Moves what is due from {@code scheduled/} into its queue. Any number of workers may do it at
 * once.
 */
final class Promotion {
  private static final Logger LOG = LoggerFactory.getLogger(Promotion.class);

  private final Spool spool;

  /** What could not be moved, said once; a worker promotes on two threads. */
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  Promotion(Spool spool) {
    this.spool = spool;
  }

  Optional<Instant> promoteDue() throws IOException {
    List<String> names = spool.disk().list(spool.scheduled());
    // Hidden is what passes through, such as the probe of a process that opens this spool.
    names.removeIf(name -> name.startsWith(Spool.HIDDEN));
    Collections.sort(names);
    Instant now = spool.clock().instant();
    for (String text : names) {
      Path directory = spool.scheduled().resolve(text);
      Optional<JobName> name = JobName.parse(text).filter(n -> n.dueAt() != null);
      if (name.isPresent() && name.get().dueAt().isAfter(now)) {
        return Optional.of(name.get().dueAt());
      }
      try {
        promote(directory, text, name);
      } catch (IOException e) {
        // One job that cannot be moved must not hold up the others.
        if (said.add(text)) {
          LOG.warn(
              "{} is due and cannot be moved now; it stays: {}",
              Corrupt.quoted(text),
              e.toString());
        }
      }
    }
    return Optional.empty();
  }

  private void promote(Path directory, String text, Optional<JobName> name) throws IOException {
    if (name.isEmpty()) {
      String why = Corrupt.quoted(text) + " is not the name of a job that waits for its time.";
      spool.setAside(directory, why);
      LOG.warn("corrupt {}", why);
    } else if (spool.moveToWaiting(directory, name.get().notWaiting())) {
      try (MDC.MDCCloseable job = MDC.putCloseable("job", name.get().id().text())) {
        LOG.info("promoted queue={} due={}", name.get().queue(), name.get().dueAt());
      }
    }
  }
}
