package dev.pressroom.queue.jdbc;

import dev.pressroom.job.JobId;
import dev.pressroom.job.Ulid;
import dev.pressroom.queue.ArtifactStore;
import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * Artifacts in a folder that all machines share, as {@code <id>/<attempt>/<name>}. A file is copied
 * under another name, forced, and renamed.
 */
public final class DirectoryArtifacts implements ArtifactStore {
  private final Path root;

  private DirectoryArtifacts(Path root) {
    this.root = root;
  }

  /**
   * Keeps artifacts in a folder.
   *
   * @throws QueueException if it is not there: it is not made, because one that is not mounted
   *     would be made on the own disk
   */
  public static DirectoryArtifacts in(Path root) {
    if (!Files.isDirectory(root)) {
      throw new QueueException(
          "the folder for artifacts "
              + root.toAbsolutePath()
              + " is not there; make it, or mount it, on every machine");
    }
    return new DirectoryArtifacts(root.toAbsolutePath());
  }

  private Path folder(JobId id, int attempt) {
    return root.resolve(id.text()).resolve(Integer.toString(attempt));
  }

  @Override
  public void put(JobId id, int attempt, String name, Path file) throws IOException {
    Path target = folder(id, attempt).resolve(name);
    if (Files.exists(target)) {
      return;
    }
    Files.createDirectories(target.getParent());
    Path growing = target.resolveSibling("." + Ulid.next(Clock.systemUTC().instant()));
    try {
      Files.copy(file, growing, LinkOption.NOFOLLOW_LINKS);
      force(growing, StandardOpenOption.WRITE);
      Files.move(growing, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(growing);
    }
    for (Path folder = target.getParent(); folder.startsWith(root); folder = folder.getParent()) {
      force(folder, StandardOpenOption.READ);
    }
  }

  private static void force(Path path, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }

  @Override
  public InputStream open(JobId id, int attempt, String name) throws IOException {
    return Files.newInputStream(folder(id, attempt).resolve(name), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void keepOnly(JobId id, int attempt) throws IOException {
    for (Path each : entries(root.resolve(id.text()))) {
      if (!each.getFileName().toString().equals(Integer.toString(attempt))) {
        removeTree(each);
      }
    }
  }

  @Override
  public void remove(JobId id) throws IOException {
    removeTree(root.resolve(id.text()));
  }

  private static void removeTree(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      for (Path each : entries(path)) {
        removeTree(each);
      }
    }
    Files.deleteIfExists(path);
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
