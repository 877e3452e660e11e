package dev.pressroom.queue.spool;

import dev.pressroom.jobdir.Disk;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.queue.Diagnosis;
import dev.pressroom.queue.ExamineStore;
import dev.pressroom.queue.Finding;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.WorkerView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Looks at a spool that may be sick: it needs nothing to be there, opens nothing, locks nothing and
 * changes nothing. What moves while it looks may be missed. Safe for use by several threads.
 */
public final class Examination implements ExamineStore {
  private final Path root;
  private final Clock clock;

  /**
   * @param root the spool's folder
   * @param clock that its jobs are named by
   */
  public Examination(Path root, Clock clock) {
    this.root = root;
    this.clock = clock;
  }

  @Override
  public List<WorkerView> workers() {
    try {
      return new Workers(spool()).all();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public List<Finding> examine(Norms norms) {
    Spool spool;
    try {
      spool = spool();
    } catch (IOException e) {
      throw unreadable(e);
    }
    Findings findings = new Findings(spool.disk(), clock.instant(), norms);
    List<Look> looks =
        List.of(
            new ExaminedGround(spool, findings)::look,
            new ExaminedJobs(spool, findings)::look,
            new ExaminedRuns(spool, findings)::look,
            new ExaminedLeftovers(spool, findings)::look);
    for (Look look : looks) {
      try {
        look.look();
      } catch (IOException e) {
        // The others may still find what ails it.
        findings.harmful(
            Finding.Kind.DISK,
            "a part of the spool cannot be read: " + e,
            spool.root(),
            null,
            "see that the disk is there and that this user may read it");
      }
    }
    return findings.sorted();
  }

  private Spool spool() throws IOException {
    return new Spool(root.toRealPath(), new LocalDisk(), clock);
  }

  private QueueException unreadable(IOException e) {
    return new QueueException(
        "the spool " + root + " cannot be read: " + e + "; see that it is there and readable", e);
  }

  private interface Look {
    void look() throws IOException;
  }

  /** What was found so far. For one thread. */
  static final class Findings extends Diagnosis {
    private final Disk disk;

    Findings(Disk disk, Instant now, Norms norms) {
      super(now, norms);
      this.disk = disk;
    }

    /** When something was last changed; null if it is not there, or cannot be looked at. */
    Instant touched(Path path) {
      try {
        return disk.touched(path);
      } catch (IOException e) {
        return null;
      }
    }
  }
}
