package dev.pressroom.queue.spool;

import dev.pressroom.job.JobId;
import dev.pressroom.jobdir.Corrupt;
import dev.pressroom.queue.Finding;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What somebody left behind: half-made jobs, keys of jobs that are gone, files not taken. */
final class ExaminedLeftovers {
  private static final Duration NOT_TAKEN = Duration.ofMinutes(1);
  private static final Duration NOT_EMPTIED = Duration.ofDays(1);
  private static final Set<String> RECEIPTS = Set.of("id", "txt");

  private final Spool spool;
  private final Examination.Findings findings;
  private final Instant now;

  ExaminedLeftovers(Spool spool, Examination.Findings findings) {
    this.spool = spool;
    this.findings = findings;
    this.now = spool.clock().instant();
  }

  void look() throws IOException {
    lookAtOld(
        spool.tmp(),
        Sweep.ABANDONED_AFTER,
        "left behind half made in tmp/ by a submit or a worker that died");
    lookAtOld(spool.trash(), NOT_EMPTIED, "in trash/, which nobody has emptied");
    lookAtInbox();
    lookAtDeliveries();
    lookAtKeys();
    lookAtSchedules();
  }

  private void lookAtSchedules() throws IOException {
    Schedules.damaged(spool)
        .forEach(
            (name, why) -> {
              Path file = spool.schedules().resolve(name);
              findings.harmful(
                  Finding.Kind.DAMAGED,
                  "what is remembered of schedule "
                      + Corrupt.quoted(name)
                      + " cannot be read, and it does not fire",
                  file,
                  findings.touched(file),
                  Schedules.CURE);
            });
  }

  private void lookAtOld(Path folder, Duration age, String what) throws IOException {
    List<Instant> old =
        spool.listOrNothing(folder).stream()
            .map(name -> findings.touched(folder.resolve(name)))
            .filter(Objects::nonNull)
            .filter(time -> time.plus(age).isBefore(now))
            .toList();
    if (!old.isEmpty()) {
      findings.harmless(
          Finding.Kind.FORGOTTEN,
          (old.size() == 1 ? "1 thing is " : old.size() + " things are ") + what,
          folder,
          old.stream().min(Comparator.naturalOrder()).orElseThrow(),
          "a running worker sweeps it away");
    }
  }

  private void lookAtInbox() {
    List<String> names;
    try {
      names = spool.listOrNothing(spool.inbox());
    } catch (IOException e) {
      // Only the user that serves it may list it, as it should be.
      return;
    }
    for (String name : names) {
      String ending = name.substring(name.lastIndexOf('.') + 1);
      Path file = spool.inbox().resolve(name);
      Instant since = findings.touched(file);
      if (name.startsWith(Spool.HIDDEN)
          || RECEIPTS.contains(ending)
          || since == null
          || since.plus(NOT_TAKEN).isAfter(now)) {
        continue;
      }
      if (ending.equals("json")) {
        findings.harmful(
            Finding.Kind.FORGOTTEN,
            "the file "
                + Corrupt.quoted(name)
                + " was moved into the inbox, and no worker has taken it",
            file,
            since,
            "start a worker as the inbox's user; look at its log for \"inbox\"");
      } else {
        findings.harmful(
            Finding.Kind.FORGOTTEN,
            "the file "
                + Corrupt.quoted(name)
                + " in the inbox is not called *.json, so nobody takes it",
            file,
            since,
            "rename it to NAME.json, or remove it");
      }
    }
  }

  private void lookAtDeliveries() throws IOException {
    for (String name : spool.listOrNothing(spool.deliveries())) {
      Path file = spool.deliveries().resolve(name);
      Instant since = findings.touched(file);
      if (name.startsWith(Spool.HIDDEN) || since == null) {
        continue;
      }
      Optional<Mark> mark = Mark.parse(name);
      if (mark.isPresent()) {
        findings.delivery(mark.get().id(), since, file);
      } else {
        findings.harmless(
            Finding.Kind.DAMAGED,
            Corrupt.quoted(name) + " in deliveries/ names no delivery",
            file,
            since,
            "remove it");
      }
    }
  }

  /** Each key names a job; one that is nowhere keeps others from being submitted. */
  private void lookAtKeys() throws IOException {
    Path folder = spool.root().resolve("keys");
    List<String> parts = spool.listOrNothing(folder);
    if (parts.isEmpty()) {
      return;
    }
    Inspection inspection = new Inspection(spool);
    Keys keys = new Keys(spool, inspection);
    Set<JobId> known = new HashSet<>();
    inspection.list(JobFilter.newest(Integer.MAX_VALUE)).stream()
        .map(JobView::id)
        .forEach(known::add);
    for (String part : parts) {
      for (String name : spool.listOrNothing(folder.resolve(part))) {
        if (!name.startsWith(Spool.HIDDEN)) {
          lookAtKey(keys, inspection, folder.resolve(part).resolve(name), known);
        }
      }
    }
  }

  private void lookAtKey(Keys keys, Inspection inspection, Path file, Set<JobId> known)
      throws IOException {
    try {
      Optional<Keys.Entry> entry = keys.read(file);
      if (entry.isEmpty() || known.contains(entry.get().id())) {
        return;
      }
      Instant since = findings.touched(file);
      boolean young = since == null || since.plus(Sweep.BETWEEN_LOOKS).isAfter(now);
      if (!young && inspection.find(entry.get().id()).isEmpty()) {
        findings.harmless(
            Finding.Kind.FORGOTTEN,
            "a unique key names job "
                + entry.get().id()
                + (isPutAside(entry.get().id()) ? ", which was put aside" : ", which is nowhere")
                + "; submits with that key are refused until it is freed",
            file,
            since,
            "a running worker frees it within hours; at once: remove the file");
      }
    } catch (QueueException e) {
      findings.harmful(
          Finding.Kind.DAMAGED, e.getMessage(), file, findings.touched(file), "move it away");
    }
  }

  private boolean isPutAside(JobId id) throws IOException {
    return spool.listOrNothing(spool.corrupt()).stream().anyMatch(name -> name.contains(id.text()));
  }
}
