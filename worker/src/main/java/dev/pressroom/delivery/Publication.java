package dev.pressroom.delivery;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Delivery;
import dev.pressroom.job.Job;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Ulid;
import dev.pressroom.jobdir.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Puts a job's files where its host asked for them, below the published root: copied and forced
 * under names that nobody looks for, then renamed. A failure leaves the artifacts of an earlier
 * success where they are and puts its {@code .txt} beside them; a success removes that.
 */
final class Publication {
  private static final Pattern GROWING = Pattern.compile("\\.[0-9A-HJKMNP-TV-Z]{26}\\.tmp");

  /** Must exceed the time of any copying, or a slow one would be swept away. */
  static final Duration ABANDONED_AFTER = Duration.ofHours(36);

  private final Path root;
  private final Disk disk;

  Publication(Path root, Disk disk) {
    this.root = root;
    this.disk = disk;
  }

  Prepared prepared() {
    return new Prepared();
  }

  /** Removes what crashes left below the root: files that were never revealed. */
  void sweep(Instant now) throws IOException {
    if (!Files.isDirectory(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (GROWING.matcher(file.getFileName().toString()).matches()
                && attributes.isRegularFile()
                && attributes.lastModifiedTime().toInstant().isBefore(now.minus(ABANDONED_AFTER))) {
              disk.remove(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            // Gone meanwhile, or not ours to read.
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Files that wait to be revealed. Closing removes those that were not. For one thread. */
  final class Prepared implements AutoCloseable {
    private final Map<Path, Path> renames = new LinkedHashMap<>();
    private final List<Path> obsolete = new ArrayList<>();
    private final Set<Path> folders = new LinkedHashSet<>();

    void add(Delivery.Publish publish, Source files, Job job, Outcome outcome) throws IOException {
      String[] names = publish.path().split("/", -1);
      Path folder = folder(names);
      String name = names[names.length - 1];
      folders.add(folder);
      if (outcome.produced() == null) {
        try (InputStream error = files.error(job)) {
          copy(error, folder.resolve(name + ".txt"));
        }
        return;
      }
      for (Artifact artifact : outcome.produced().artifacts()) {
        try (InputStream content = files.artifact(artifact)) {
          long size = copy(content, folder.resolve(name + "." + artifact.format()));
          if (size != artifact.size()) {
            throw new IOException(
                artifact.file()
                    + " has "
                    + size
                    + " bytes and was made with "
                    + artifact.size()
                    + "; it is not delivered");
          }
        }
      }
      obsolete.add(folder.resolve(name + ".txt"));
    }

    private long copy(InputStream source, Path target) throws IOException {
      Path growing = target.resolveSibling("." + Ulid.next(Instant.now()) + ".tmp");
      renames.put(growing, target);
      long size = Files.copy(source, growing);
      disk.force(growing);
      return size;
    }

    /** Quick: everything is on the disk already, under other names. */
    void reveal() throws IOException {
      for (Map.Entry<Path, Path> rename : renames.entrySet()) {
        disk.rename(rename.getKey(), rename.getValue());
      }
      for (Path gone : obsolete) {
        disk.remove(gone);
      }
      for (Path folder : folders) {
        disk.force(folder);
      }
    }

    @Override
    public void close() throws IOException {
      for (Path growing : renames.keySet()) {
        disk.remove(growing);
      }
    }
  }

  /**
   * The folder of a path, made if need be, and surely below the root: links may lead nowhere else.
   */
  private Path folder(String[] names) throws IOException {
    Files.createDirectories(root);
    Path real = root.toRealPath();
    Path folder = real;
    for (int i = 0; i < names.length - 1; i++) {
      Path next = folder.resolve(names[i]);
      if (!disk.exists(next)) {
        disk.createDirectory(next);
        disk.force(folder);
      }
      folder = next.toRealPath();
      if (!folder.startsWith(real)) {
        throw new IOException(
            next
                + " leads to "
                + folder
                + ", out of the published root "
                + real
                + "; remove that link");
      }
    }
    return folder;
  }
}
