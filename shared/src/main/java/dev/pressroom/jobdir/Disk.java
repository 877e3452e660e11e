package dev.pressroom.jobdir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The steps that every protocol on disk is made of. Each is one system call's worth of meaning, so
 * that a test can refuse any of them, or do it and lose the reply.
 *
 * <p>Paths are absolute; nothing is held open between two calls. Safe for use by several threads.
 */
public interface Disk {

  /** Creates a file that is not there yet, with its content forced to the medium. */
  void write(Path file, byte[] content) throws IOException;

  /**
   * The same without forcing it: for what is forced together with other things, before anything
   * hangs on it.
   */
  void put(Path file, byte[] content) throws IOException;

  /**
   * Reads a whole regular file; symbolic links are not followed.
   *
   * @throws RefusedFileException if it is larger than {@code most} bytes or no regular file
   */
  byte[] read(Path file, int most) throws IOException;

  /** Forces a file's content, or a directory's entries, to the medium. */
  void force(Path path) throws IOException;

  /**
   * Moves a file or directory in one step: the commit of every transition. A file that is there is
   * replaced; no directory may be there.
   *
   * @throws java.nio.file.NoSuchFileException if the source is gone, or the target's parent
   */
  void rename(Path source, Path target) throws IOException;

  /** Creates one directory, not its parents; that it is there already is fine. */
  void createDirectory(Path directory) throws IOException;

  /**
   * The names in a directory, in no order, but for those that are no text.
   *
   * @throws java.nio.file.NoSuchFileException if it is gone
   */
  List<String> list(Path directory) throws IOException;

  /**
   * The entries of a directory that {@link #list} leaves out: their names are no text in this
   * process's encoding of file names, so no name leads back to them.
   */
  List<Path> listUnnamed(Path directory) throws IOException;

  /** Changes a file's time of modification. */
  void touch(Path file, Instant time) throws IOException;

  /** A file's time of modification. */
  Instant touched(Path file) throws IOException;

  /** Sets a file's or directory's mode, such as octal 644, whatever the process's mask is. */
  void allow(Path path, int mode) throws IOException;

  /** Gives a file that another program of this user made the mode that {@link #write} gives. */
  void adopt(Path file) throws IOException;

  /** Removes a file, or a directory that is empty; that it is gone already is fine. */
  void remove(Path path) throws IOException;

  /** Whether something of that name is there; a link to nothing is not. */
  boolean exists(Path path);

  /** Whether a directory of that name is there; symbolic links are not followed. */
  boolean isDirectory(Path path);

  /**
   * Removes a directory with all that it holds. Only for what was renamed out of the way before.
   */
  void removeTree(Path directory) throws IOException;
}
