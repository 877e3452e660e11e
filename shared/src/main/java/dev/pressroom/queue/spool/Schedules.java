package dev.pressroom.queue.spool;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.jobdir.Corrupt;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.ScheduleState;
import dev.pressroom.queue.ScheduleStore.Advanced;
import dev.pressroom.queue.ScheduleStore.Decision;
import dev.pressroom.queue.ScheduleStore.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is remembered of schedules: {@code schedules/<name>}, each a small text. All that changes
 * one happens under the spool's lock. The jobs are submitted before the text is written: a crash in
 * between has the same fires decided about again, and the keys of their jobs find the ones that are
 * there.
 */
final class Schedules {
  private static final String FORM = "pressroom/schedule-state/1";
  private static final String NONE = "-";

  /** Of one that cannot be read. */
  static final String CURE = "Move the file away, and the schedule starts anew from that moment on";

  private static final int LARGEST = 4_096;
  private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

  private final Spool spool;
  private final Submission submission;
  private final SpoolLock lock;

  Schedules(Spool spool, Submission submission, SpoolLock lock) {
    this.spool = spool;
    this.submission = submission;
    this.lock = lock;
  }

  Advanced advance(String schedule, Rule rule) throws IOException {
    ScheduleState.checkName(schedule);
    return lock.hold(
        () -> {
          Optional<ScheduleState> known = read(schedule);
          Decision decision = Decision.of(schedule, known, spool.clock().instant(), rule);
          List<JobId> ids = new ArrayList<>();
          for (Job job : decision.jobs()) {
            ids.add(submission.submitHeld(job));
          }
          if (!known.equals(Optional.of(decision.state()))) {
            write(decision.state());
          }
          return new Advanced(decision.state(), ids);
        });
  }

  boolean pause(String schedule) throws IOException {
    return change(schedule, ScheduleState::pause);
  }

  boolean resume(String schedule) throws IOException {
    return change(schedule, ScheduleState::resume);
  }

  private boolean change(String schedule, BiFunction<ScheduleState, Instant, ScheduleState> to)
      throws IOException {
    ScheduleState.checkName(schedule);
    return lock.hold(
        () -> {
          Optional<ScheduleState> known = read(schedule);
          if (known.isEmpty()) {
            return false;
          }
          // Written also if nothing changes: what is said to be so is then durable.
          write(to.apply(known.get(), spool.clock().instant()));
          return true;
        });
  }

  /** One that cannot be read does not hide the others. */
  List<ScheduleState> all() throws IOException {
    List<ScheduleState> all = new ArrayList<>();
    for (String name : names(spool)) {
      try {
        read(name).ifPresent(all::add);
      } catch (IOException | QueueException e) {
        LOG.warn("{}", e.getMessage());
      }
    }
    return all;
  }

  /** The names of those that cannot be read. */
  Set<String> damaged() throws IOException {
    return damaged(spool).keySet();
  }

  /** What is wrong with those that cannot be read, by name. */
  static SortedMap<String, String> damaged(Spool spool) throws IOException {
    SortedMap<String, String> damaged = new TreeMap<>();
    for (String name : names(spool)) {
      try {
        read(spool, name);
      } catch (IOException | QueueException e) {
        damaged.put(name, e.getMessage());
      }
    }
    return damaged;
  }

  private static List<String> names(Spool spool) throws IOException {
    return spool.listOrNothing(spool.schedules()).stream()
        .filter(name -> !name.startsWith(Spool.HIDDEN))
        .sorted()
        .toList();
  }

  private void write(ScheduleState state) throws IOException {
    String text =
        String.join(
            "\n",
            FORM,
            state.times(),
            "since " + state.since(),
            "through " + state.through(),
            "fired " + orNone(state.fired()),
            "paused " + orNone(state.pausedAt()),
            "");
    spool.replace(spool.schedules().resolve(state.name()), text.getBytes(StandardCharsets.UTF_8));
    spool.disk().force(spool.schedules());
  }

  private static String orNone(Instant moment) {
    return moment == null ? NONE : moment.toString();
  }

  private Optional<ScheduleState> read(String name) throws IOException {
    return read(spool, name);
  }

  private static Optional<ScheduleState> read(Spool spool, String name) throws IOException {
    Path file = spool.schedules().resolve(name);
    String text;
    try {
      text = new String(spool.disk().read(file, LARGEST), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      String[] lines = text.split("\n", -1);
      if (lines.length == 7 && lines[0].equals(FORM)) {
        return Optional.of(
            new ScheduleState(
                name,
                lines[1],
                moment(lines[2], "since "),
                moment(lines[3], "through "),
                moment(lines[4], "fired "),
                moment(lines[5], "paused ")));
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // Said below, with the file and the cure.
    }
    throw new QueueException(
        Corrupt.quoted(spool.root().relativize(file).toString())
            + " is not what is remembered of a schedule, in the form "
            + FORM
            + "; the schedule does not fire. "
            + CURE);
  }

  private static Instant moment(String line, String label) {
    if (!line.startsWith(label)) {
      throw new IllegalArgumentException(line);
    }
    String value = line.substring(label.length());
    return value.equals(NONE) ? null : Instant.parse(value);
  }
}
