package dev.pressroom.queue.spool;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Jobs that end together: the files of all, then their forces in a row, then the marks of what is
 * to be delivered, then each job's rename, which is its commit, then the folders that the renames
 * changed, each once. File systems write what changed before a force with that force, so many of
 * them in a row cost little more than the first.
 *
 * <p>Whatever stands in the way of one job leaves the others alone. For one thread; a batch is done
 * once.
 */
final class Finishing {
  private final Spool spool;
  private final List<One> batch = new ArrayList<>();

  /**
   * How one job is to end.
   *
   * @param directory where it is now; whoever finds it gone has lost it to another
   * @param job null if it cannot be read; there is no error file then
   */
  record Ending(Path directory, Job job, Outcome outcome) {}

  /**
   * What became of it.
   *
   * @param stood whether it was there, and has ended
   * @param trouble why that cannot be said; null if it can
   */
  record Ended(boolean stood, IOException trouble) {
    /** It was no longer there. */
    static final Ended GONE = new Ended(false, null);

    boolean isGone() {
      return !stood && trouble == null;
    }

    boolean orThrow() throws IOException {
      if (trouble != null) {
        throw trouble;
      }
      return stood;
    }
  }

  private interface Step {
    void run(One job) throws IOException;
  }

  private Finishing(Spool spool, List<Ending> endings) {
    this.spool = spool;
    endings.forEach(ending -> batch.add(new One(ending)));
  }

  /** Ends all, and says for each what became of it. */
  static List<Ended> all(Spool spool, List<Ending> endings) {
    return new Finishing(spool, endings).run();
  }

  /**
   * Ends one.
   *
   * @return false if it was no longer there
   */
  static boolean one(Spool spool, Ending ending) throws IOException {
    return all(spool, List.of(ending)).get(0).orThrow();
  }

  private List<Ended> run() {
    each(One::write);
    each(One::force);
    each(One::mark);
    forceOnce(job -> job.marked ? spool.deliveries() : null);
    each(One::move);
    forceOnce(job -> job.target.getParent());
    forceOnce(job -> job.directory().getParent());
    return batch.stream().map(One::ended).toList();
  }

  private void each(Step step) {
    for (One job : batch) {
      if (!job.goesOn()) {
        continue;
      }
      try {
        step.run(job);
      } catch (NoSuchFileException e) {
        // The job itself, or only something in it?
        job.gone = !spool.disk().exists(job.directory());
        job.trouble = job.gone ? null : e;
      } catch (IOException e) {
        job.trouble = e;
      }
    }
  }

  private void forceOnce(Function<One, Path> folderOf) {
    Map<Path, List<One>> folders = new LinkedHashMap<>();
    for (One job : batch) {
      Path folder = job.goesOn() ? folderOf.apply(job) : null;
      if (folder != null) {
        folders.computeIfAbsent(folder, key -> new ArrayList<>()).add(job);
      }
    }
    folders.forEach(
        (folder, jobs) -> {
          try {
            forceUnlessGone(folder);
          } catch (IOException e) {
            jobs.forEach(job -> job.trouble = e);
          }
        });
  }

  /** A lease's folder may be taken away at any moment; nothing hangs on forcing it then. */
  private void forceUnlessGone(Path folder) throws IOException {
    try {
      spool.disk().force(folder);
    } catch (NoSuchFileException e) {
      if (spool.disk().exists(folder) || !folder.startsWith(spool.running())) {
        throw e;
      }
    }
  }

  /** One job of the batch, and how far it is. */
  private final class One {
    private final Ending ending;
    private final LocalDate day;
    private final Path target;

    /** What was written and not yet forced: files before the folders that they lie in. */
    private Set<Path> unforced = Set.of();

    private boolean marked;
    private boolean gone;
    private IOException trouble;

    One(Ending ending) {
      this.ending = ending;
      this.day = spool.finishedOn(ending.outcome());
      this.target = spool.finished(state(), day, ending.outcome().id());
    }

    private Path directory() {
      return ending.directory();
    }

    private JobState state() {
      return ending.outcome().state();
    }

    boolean goesOn() {
      return !gone && trouble == null;
    }

    Ended ended() {
      return gone ? Ended.GONE : new Ended(trouble == null, trouble);
    }

    void write() throws IOException {
      unforced = spool.tree().end(directory(), ending.job(), ending.outcome());
    }

    void force() throws IOException {
      for (Path path : unforced) {
        spool.disk().force(path);
      }
    }

    void mark() throws IOException {
      if (ending.job() != null
          && !ending.job().request().deliver().isEmpty()
          && state() != JobState.CANCELLED) {
        new Mark(ending.outcome().id(), ending.outcome().attempt().number(), state(), day)
            .make(spool);
        marked = true;
      }
    }

    void move() throws IOException {
      spool.makeFolder(target.getParent());
      spool.disk().rename(directory(), target);
    }
  }
}
