package dev.pressroom.queue.spool;

import dev.pressroom.queue.Finding;
import dev.pressroom.queue.WorkerView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The disk, its modes and the clock. */
final class ExaminedGround {
  /** A report of a few hundred pages still finds room. */
  private static final long LITTLE_BYTES = 1L << 30;

  private static final long NO_BYTES = 100L << 20;
  private static final long LITTLE_INODES = 10_000;

  /** Clocks of one machine differ by nothing; what was just written may be rounded up. */
  private static final Duration FUTURE = Duration.ofMinutes(1);

  private static final Pattern INODES =
      Pattern.compile("(?m)^\\S+\\s+(\\d+)\\s+\\d+\\s+(\\d+)\\s+\\S+%");
  private static final Pattern UMASK = Pattern.compile("(?m)^Umask:\\s+([0-7]{1,5})$");
  private static final int GROUP_BITS = 070;
  private static final long PATIENCE_SECONDS = 3;

  private final Spool spool;
  private final Examination.Findings findings;

  ExaminedGround(Spool spool, Examination.Findings findings) {
    this.spool = spool;
    this.findings = findings;
  }

  void look() throws IOException {
    lookAtFolders();
    lookAtSpace();
    lookAtMasks();
    lookAtClock();
  }

  private void lookAtFolders() throws IOException {
    Path root = spool.root();
    checked(root, () -> Ground.checkType(root, Files.getFileStore(root).type()));
    checked(root, () -> Ground.checkRoot(root));
    for (Path folder : spool.ownFolders()) {
      if (spool.disk().isDirectory(folder)) {
        checked(folder, () -> Ground.checkModes(root, List.of(folder)));
        if (!Files.isWritable(folder)) {
          findings.harmful(
              Finding.Kind.DISK,
              "this user may not write to the folder " + folder.getFileName(),
              folder,
              null,
              "if workers run as this user: chown or chmod it; if not, run the doctor as theirs");
        }
      } else {
        findings.harmful(
            Finding.Kind.DAMAGED,
            "the folder " + folder.getFileName() + " of the spool is missing",
            folder,
            null,
            "it is made again when a worker starts; see who removed it, for jobs may be lost");
      }
    }
    for (String name : spool.listOrNothing(root)) {
      boolean known =
          spool.ownFolders().contains(root.resolve(name))
              || List.of("inbox", "published", Spool.LOCK).contains(name)
              || name.startsWith(Spool.HIDDEN);
      if (!known) {
        findings.harmless(
            Finding.Kind.DAMAGED,
            "\"" + name + "\" is no part of a spool",
            root.resolve(name),
            findings.touched(root.resolve(name)),
            "move it elsewhere; the spool has no use for it");
      }
    }
  }

  private interface Check {
    void run() throws IOException;
  }

  private void checked(Path path, Check check) throws IOException {
    try {
      check.run();
    } catch (FileSystemException e) {
      if (e.getReason() == null) {
        throw e;
      }
      String[] parts = e.getReason().split("; (?=chmod)", 2);
      findings.harmful(
          Finding.Kind.DISK,
          "the spool cannot be opened: " + parts[0],
          path,
          null,
          parts.length > 1
              ? parts[1].replace(" it", " ") + path
              : "move the spool to a local disk");
    }
  }

  private void lookAtSpace() throws IOException {
    FileStore disk = Files.getFileStore(spool.root());
    long free = disk.getUsableSpace();
    String cure =
        "free some, or remove finished jobs with: pressroom purge --older-than 30d --dry-run";
    if (free < NO_BYTES) {
      findings.harmful(
          Finding.Kind.DISK,
          "the disk has only " + (free >> 20) + " MB left; submits and reports fail",
          spool.root(),
          null,
          cure);
    } else if (free < LITTLE_BYTES) {
      findings.harmless(
          Finding.Kind.DISK,
          "the disk has only " + (free >> 20) + " MB left",
          spool.root(),
          null,
          cure);
    }
    Optional<Long> inodes = freeInodes();
    if (inodes.isPresent() && inodes.get() < LITTLE_INODES) {
      findings.harmful(
          Finding.Kind.DISK,
          "the disk has only " + inodes.get() + " inodes left; a job needs about fifteen",
          spool.root(),
          null,
          cure);
    }
  }

  /** Java cannot tell; empty if the system does not either, or has no such limit. */
  private Optional<Long> freeInodes() throws IOException {
    try {
      Process df =
          new ProcessBuilder("df", "-Pi", spool.root().toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      df.getOutputStream().close();
      if (!df.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        df.destroy();
        return Optional.empty();
      }
      Matcher said =
          INODES.matcher(new String(df.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      return said.find() && !said.group(1).equals("0")
          ? Optional.of(Long.valueOf(said.group(2)))
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** In a group's spool, what a press makes must be for the group too. */
  private void lookAtMasks() throws IOException {
    if (!Ground.isForGroup(spool.root())) {
      return;
    }
    for (WorkerView worker : new Workers(spool).all()) {
      Path status = Path.of("/proc", Long.toString(worker.pid()), "status");
      if (worker.pid() == 0 || !Files.isReadable(status)) {
        continue;
      }
      Matcher mask = UMASK.matcher(Files.readString(status));
      if (mask.find() && (Integer.parseInt(mask.group(1), 8) & GROUP_BITS) != 0) {
        findings.harmful(
            Finding.Kind.DISK,
            "worker %s runs with the mask %s in a group's spool: others of the group cannot purge what its reports make"
                .formatted(worker.name(), mask.group(1)),
            spool.lease(worker.lease()),
            worker.since(),
            "start it with umask 007 (UMask=0007 for systemd)");
      }
    }
  }

  private void lookAtClock() throws IOException {
    Instant limit = spool.clock().instant().plus(FUTURE);
    for (WorkerView worker : new Workers(spool).all()) {
      if (worker.beat() != null && worker.beat().isAfter(limit)) {
        findings.harmful(
            Finding.Kind.CLOCK,
            "worker %s said that it lives at %s, which is in the future: its clock, or the one here, is wrong"
                .formatted(worker.name(), worker.beat()),
            spool.lease(worker.lease()),
            null,
            "compare with: date -u; then let the machine's time service set it");
      }
    }
  }
}
