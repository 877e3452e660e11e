package dev.pressroom.worker;

import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.press.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The class-data archive with which presses start in a fraction of the time. It is made once for a
 * Java, a Pressroom and a class path, beside its name and renamed into place, so that several
 * workers may do so at once. Nothing depends on it: without one, or with one that cannot be used,
 * presses start as Java starts them.
 *
 * <p>{@link #make} takes seconds and is for a thread of its own; the others are for any thread.
 */
final class PressArchive {
  private static final Logger LOG = LoggerFactory.getLogger(PressArchive.class);
  private static final String PREFIX = "press-";
  private static final String SUFFIX = ".jsa";
  private static final Duration LONGEST_MAKING = Duration.ofMinutes(5);

  /** Of a Java or a Pressroom that is gone by now, as far as can be known. */
  private static final Duration UNUSED = Duration.ofDays(30);

  /** Far longer than making one takes. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  /** How exactly the time of the last use is kept; finer would be a write for each press. */
  private static final Duration USE = Duration.ofDays(1);

  private static final Set<PosixFilePermission> OTHERS_WRITE =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final Path folder;
  private final PressCommand command;
  private final Path file;
  private volatile boolean distrusted;
  private volatile Process making;
  private volatile boolean closed;

  /**
   * @param folder the worker's own; made if it is not there
   * @param command starts the Java that it is for
   */
  PressArchive(Path folder, PressCommand command) {
    this.folder = folder;
    this.command = command;
    this.file = isPossible() ? folder.resolve(PREFIX + key() + SUFFIX) : null;
  }

  /** Java archives classes of jars only. */
  private boolean isPossible() {
    return command.ownClassPath().stream().allMatch(entry -> Files.isRegularFile(Path.of(entry)));
  }

  private String key() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      StringBuilder text = new StringBuilder(Version.CURRENT);
      Path java = command.settings().java().toRealPath();
      text.append('\n').append(java).append(Files.getLastModifiedTime(java.resolve("bin/java")));
      text.append('\n').append(command.settings().jvmOptions());
      for (String entry : command.ownClassPath()) {
        Path jar = Path.of(entry);
        text.append('\n').append(jar).append(' ').append(Files.size(jar));
        text.append(' ').append(Files.getLastModifiedTime(jar));
      }
      byte[] sum = digest.digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum, 0, 8);
    } catch (IOException e) {
      LOG.debug("the class path cannot be read", e);
      return "unknown";
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** The archive, if there is one that may be used. */
  Optional<Path> find() {
    if (file == null || distrusted || !isOurs(file)) {
      return Optional.empty();
    }
    markUse(file);
    return Optional.of(file);
  }

  /** Its time is that of its last use, so that whoever shares the folder leaves it. */
  private static void markUse(Path archive) {
    try {
      if (isOlder(archive, USE)) {
        Files.setLastModifiedTime(archive, FileTime.from(Instant.now()));
      }
    } catch (IOException e) {
      LOG.debug("{} keeps its time", archive, e);
    }
  }

  private static boolean isOlder(Path path, Duration age) throws IOException {
    return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS)
        .toInstant()
        .isBefore(Instant.now().minus(age));
  }

  /** What somebody else could have written is not run. */
  static boolean isOurs(Path path) {
    try {
      // The link itself is always root's; where it leads to is the user's who this process is.
      return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS)
              .equals(Files.getOwner(Path.of("/proc/self")))
          && Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).stream()
              .noneMatch(OTHERS_WRITE::contains);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /**
   * A press that was started with it did not get far: this worker does not use it any more. Others
   * may: perhaps it was not its fault.
   */
  void distrust() {
    if (find().isPresent()) {
      distrusted = true;
      LOG.warn(
          "{} is not used any more by this worker: a press that used it did not start; remove it if"
              + " that happens again",
          file);
    }
  }

  /** Makes it, if it is not there, and removes old ones. Failing at it is no more than a pity. */
  void make() {
    if (file == null) {
      return;
    }
    if (find().isPresent()) {
      removeOld(folder);
      return;
    }
    Path stage = null;
    try {
      makeFolder();
      removeOld(folder);
      stage = Files.createTempDirectory(folder, ".stage-");
      Path made = stage.resolve("made" + SUFFIX);
      long began = System.nanoTime();
      making = command.rehearse(stage, made);
      if (closed || !making.waitFor(LONGEST_MAKING.toSeconds(), TimeUnit.SECONDS)) {
        LOG.debug("the archive of presses' classes is not made now");
      } else if (making.exitValue() == 0 && Files.exists(made)) {
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        LOG.info(
            "press-archive {} made in {} ms; presses start sooner from now on",
            file,
            (System.nanoTime() - began) / 1_000_000);
      } else if (!closed) {
        LOG.info("press-archive could not be made; presses start as fast as they can without");
      }
    } catch (IOException | UnsupportedOperationException e) {
      LOG.info(
          "press-archive cannot be made in {}; presses start without: {}", folder, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      clear(stage);
    }
  }

  private void clear(Path stage) {
    if (making != null) {
      making.destroyForcibly();
    }
    if (stage != null) {
      try {
        new LocalDisk().removeTree(stage);
      } catch (IOException e) {
        LOG.debug("{} stays", stage, e);
      }
    }
  }

  private void makeFolder() throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    if (!isOurs(folder)) {
      throw new IOException(
          "others may write to it; it must belong to this user and be writable for nobody else");
    }
  }

  /**
   * Removes archives that nobody has used for long, and what makers left that were killed. Another
   * worker that looks for one at this very moment starts its press without, at worst.
   */
  static void removeOld(Path folder) {
    if (!isOurs(folder)) {
      return;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "{press-*.jsa,.stage-*}")) {
      for (Path old : found) {
        removeIfOld(old);
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.debug("{} cannot be looked through for old archives", folder, e);
    }
  }

  private static void removeIfOld(Path path) {
    try {
      if (isOlder(path, path.getFileName().toString().endsWith(SUFFIX) ? UNUSED : ABANDONED)) {
        new LocalDisk().removeTree(path);
      }
    } catch (IOException e) {
      // Another worker was quicker, or it is not ours.
      LOG.debug("{} stays", path, e);
    }
  }

  /** Ends the making of it. */
  void close() {
    closed = true;
    Process process = making;
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
