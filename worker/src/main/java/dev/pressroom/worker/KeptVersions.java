package dev.pressroom.worker;

import dev.pressroom.job.Outcome;
import dev.pressroom.job.Ulid;
import dev.pressroom.jobdir.Disk;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.press.ReportVersion;
import dev.pressroom.queue.Claim;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each version of a definition that was ever run, once: {@code definitions/<sha-256>/}, a
 * folder of reports with this one report in it. A press leaves the files that it has read in its
 * attempt's folder if the version is not there yet; they are taken from there, since those of the
 * reports' folder may be others by now. Nothing removes a version: they are small.
 *
 * <p>A version is built in {@code tmp/}, forced, and renamed into place; of several workers that
 * bring the same one, the first wins and the others throw theirs away. A version that cannot be
 * kept is a line in the log and no reason for a job to fail: the next press that runs it leaves it
 * again. Safe for use by several threads.
 */
final class KeptVersions {
  private static final Logger LOG = LoggerFactory.getLogger(KeptVersions.class);

  private final Path folder;
  private final Disk disk;

  /**
   * @param folder beside the folder {@code tmp}, on the same file system; made when needed
   */
  KeptVersions(Path folder) {
    this(folder, new LocalDisk());
  }

  KeptVersions(Path folder, Disk disk) {
    this.folder = folder;
    this.disk = disk;
  }

  /** Takes what the attempt's press left, if it left the version that it says it ran. */
  void keep(Claim claim, Outcome outcome) {
    if (outcome.report() == null || outcome.report().digest() == null) {
      return;
    }
    String digest = outcome.report().digest();
    Path attempt = new JobDirectory(claim.directory()).attempt(claim.attempt().number());
    Path left = ReportVersion.leftIn(attempt);
    if (!disk.isDirectory(left)) {
      // The press saw that it is kept already, or it is of a Java report.
      return;
    }
    try {
      ReportVersion version = ReportVersion.read(left, disk);
      if (version.digest().equals(digest)) {
        keep(version, digest);
        disk.removeTree(left);
      } else {
        LOG.warn("the press left another version of the report than it says; it is not kept");
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("version {} of the report cannot be kept now", digest, e);
    }
  }

  private void keep(ReportVersion version, String digest) throws IOException {
    Path place = folder.resolve(digest);
    if (!disk.isDirectory(place)) {
      disk.createDirectory(folder);
      Path growing = folder.resolveSibling("tmp").resolve(Ulid.next(Instant.now()) + ".definition");
      version.write(growing, disk);
      try {
        disk.rename(growing, place);
      } catch (IOException e) {
        disk.removeTree(growing);
        if (!disk.isDirectory(place)) {
          throw e;
        }
        return;
      }
      disk.force(folder);
      LOG.info("kept version {} of the report", digest);
    }
  }
}
