package dev.pressroom.worker;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.OutputRequest;
import dev.pressroom.job.Reason;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.Disk;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.queue.Claim;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * What a press left in the attempt's directory. It ran code that the worker does not know, so
 * nothing is believed that can be checked: the outcome is about this attempt, the artifacts are
 * those that were asked for, and the files are as the outcome says. For one thread.
 */
final class Findings {
  /** The reasons that a press may give. */
  private static final Set<Reason> REASONS =
      EnumSet.of(
          Reason.SUCCEEDED,
          Reason.REPORT_FAILED,
          Reason.TEMPORARY_FAILURE,
          Reason.OUT_OF_MEMORY,
          Reason.RELEASED);

  private final Claim claim;
  private final JobDirectory files;
  private final Disk disk = new LocalDisk();

  /** What the press left is not what it says. */
  static final class UntrueException extends Exception {
    UntrueException(String message) {
      super(message);
    }
  }

  Findings(Claim claim) {
    this.claim = claim;
    this.files = new JobDirectory(claim.directory());
  }

  /** The outcome in the press's words. */
  Outcome read() throws UntrueException {
    int number = claim.attempt().number();
    Outcome outcome;
    try {
      outcome =
          files
              .readAttemptOutcome(disk, number)
              .orElseThrow(() -> new UntrueException("it left no outcome.json"));
    } catch (IOException | JobFormatException e) {
      throw new UntrueException("its outcome.json cannot be read: " + e.getMessage());
    }
    check(
        outcome.id().equals(claim.id()) && outcome.attempt().number() == number,
        "its outcome.json is about job " + outcome.id() + ", attempt " + outcome.attempt());
    check(
        REASONS.contains(outcome.reason())
            && (outcome.reason() == Reason.SUCCEEDED) == (outcome.state() == JobState.SUCCEEDED)
            && (outcome.state() == JobState.SUCCEEDED) == (outcome.produced() != null)
            && (outcome.produced() == null) == (outcome.failure() != null),
        "its outcome.json contradicts itself: " + outcome.state() + ", " + outcome.reason());
    if (outcome.produced() != null) {
      checkArtifacts(outcome.produced().artifacts());
    }
    return outcome;
  }

  private void checkArtifacts(List<Artifact> artifacts) throws UntrueException {
    List<OutputRequest> asked = claim.job().request().outputs();
    check(
        artifacts.size() == asked.size(),
        "it made " + artifacts.size() + " artifacts where " + asked.size() + " were asked for");
    for (int i = 0; i < asked.size(); i++) {
      Artifact artifact = artifacts.get(i);
      String name = asked.get(i).fileName(claim.id());
      check(
          name.equals(artifact.file()) && asked.get(i).format().equals(artifact.format()),
          "it made " + artifact.file() + " where " + name + " was asked for");
      check(
          artifact.mediaType() != null && artifact.sha256() != null,
          "it says too little about " + name);
      checkFile(artifact, files.attemptOutput(claim.attempt().number()).resolve(name));
    }
  }

  private static void checkFile(Artifact artifact, Path file) throws UntrueException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      check(attributes.isRegularFile(), artifact.file() + " is not a regular file");
      check(
          attributes.size() == artifact.size(),
          artifact.file() + " has " + attributes.size() + " bytes, not " + artifact.size());
      check(
          sha256(file).equals(artifact.sha256()),
          artifact.file() + " has another SHA-256 than the press says");
    } catch (NoSuchFileException e) {
      throw new UntrueException(artifact.file() + " is not there");
    } catch (IOException e) {
      throw new UntrueException(artifact.file() + " cannot be read: " + e);
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        digest.update(buffer, 0, length);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static void check(boolean holds, String otherwise) throws UntrueException {
    if (!holds) {
      throw new UntrueException(otherwise);
    }
  }
}
