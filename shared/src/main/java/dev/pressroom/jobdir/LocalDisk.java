package dev.pressroom.jobdir;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The file system of this machine. What it makes has the modes that the process's mask gives; or is
 * for its owner alone; or has those that a group needs which works together: a directory can be
 * moved only by who may write to it.
 */
public final class LocalDisk implements Disk {
  private static final int GROUP_DIRECTORY = 02770;
  private static final int GROUP_FILE = 0660;

  /** What Java makes of a byte that is no character: many names become one, and none leads back. */
  private static final char UNDECODABLE = '\uFFFD';

  private static final FileAttribute<?>[] BY_MASK = {};
  private static final FileAttribute<?>[] OWNERS_DIRECTORY = {
    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
  };
  private static final FileAttribute<?>[] OWNERS_FILE = {
    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
  };

  private final boolean group;
  private final FileAttribute<?>[] directories;
  private final FileAttribute<?>[] files;

  /** As the process's mask says. */
  public LocalDisk() {
    this(false, BY_MASK, BY_MASK);
  }

  private LocalDisk(boolean group, FileAttribute<?>[] directories, FileAttribute<?>[] files) {
    this.group = group;
    this.directories = directories;
    this.files = files;
  }

  /** For the processes of one user. */
  public static LocalDisk forOwner() {
    return new LocalDisk(false, OWNERS_DIRECTORY, OWNERS_FILE);
  }

  /** For the processes of several users of one group. */
  public static LocalDisk forGroup() {
    return new LocalDisk(true, BY_MASK, BY_MASK);
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    create(file, content, true);
  }

  @Override
  public void put(Path file, byte[] content) throws IOException {
    create(file, content, false);
  }

  private void create(Path file, byte[] content, boolean force) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), files)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      if (group) {
        allow(file, GROUP_FILE);
      }
      if (force) {
        channel.force(true);
      }
    }
  }

  @Override
  public byte[] read(Path file, int most) throws IOException {
    // A pipe or device would make the reader wait, or read without end.
    if (!Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isRegularFile()) {
      throw new RefusedFileException(file + " is not a regular file");
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] content = in.readNBytes(most + 1);
      if (content.length > most) {
        throw new RefusedFileException(
            file + " is larger than the " + most + " bytes that are allowed");
      }
      return content;
    }
  }

  @Override
  public void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void rename(Path source, Path target) throws IOException {
    Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    try {
      Files.createDirectory(directory, directories);
      if (group) {
        allow(directory, GROUP_DIRECTORY);
      }
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
    }
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (isText(name)) {
          names.add(name);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  @Override
  public List<Path> listUnnamed(Path directory) throws IOException {
    List<Path> unnamed = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (!isText(entry.getFileName().toString())) {
          unnamed.add(entry);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return unnamed;
  }

  private static boolean isText(String name) {
    return name.indexOf(UNDECODABLE) < 0;
  }

  @Override
  public void touch(Path file, Instant time) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(time));
  }

  @Override
  public Instant touched(Path file) throws IOException {
    return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
  }

  @Override
  public void allow(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode);
  }

  @Override
  public void adopt(Path file) throws IOException {
    if (group) {
      allow(file, GROUP_FILE);
    }
  }

  @Override
  public void remove(Path path) throws IOException {
    Files.deleteIfExists(path);
  }

  @Override
  public boolean exists(Path path) {
    // Before Java 19, Files.exists builds an exception for each thing that is not there; losing a
    // race for a job asks this very often.
    return path.toFile().exists();
  }

  @Override
  public boolean isDirectory(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void removeTree(Path directory) throws IOException {
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
              if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
              }
              throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e)
                throws IOException {
              if (e != null && !(e instanceof NoSuchFileException)) {
                throw e;
              }
              Files.deleteIfExists(visited);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
