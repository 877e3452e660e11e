package dev.pressroom.press;

import dev.pressroom.jobdir.Disk;
import dev.pressroom.report.definition.Definition;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a definition as one version of it had them, on their way from a press, which has
 * read them and may write below its attempt only, to where the worker keeps each version once. As
 * files they lie in a folder that can itself be used as a folder of reports. Immutable.
 *
 * @param files by their paths from the reports' folder
 */
public record ReportVersion(SortedMap<String, byte[]> files) {
  /** The folder within an attempt's where a press leaves what is not kept yet. */
  private static final String FOLDER = "definition";

  /** Beyond what any definition with its themes can have. */
  private static final int MOST_ENTRIES = 400;

  private static final int DEEPEST = 20;

  /** Of all files together: the worker, whose heap is small, holds them for a moment. */
  private static final int MOST_BYTES = 32 << 20;

  public ReportVersion {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** Where an attempt's press leaves it. */
  public static Path leftIn(Path attempt) {
    return attempt.resolve(FOLDER);
  }

  /** SHA-256 of the files and their paths. */
  public String digest() {
    return Definition.digest(files);
  }

  /** Writes and forces the files into a new folder, with the folders that their paths name. */
  public void write(Path folder, Disk disk) throws IOException {
    Set<Path> folders = new LinkedHashSet<>(List.of(folder));
    disk.createDirectory(folder);
    for (var file : files.entrySet()) {
      Path relative = Path.of(file.getKey());
      for (int names = 1; names < relative.getNameCount(); names++) {
        Path within = folder.resolve(relative.subpath(0, names));
        if (folders.add(within)) {
          disk.createDirectory(within);
        }
      }
      disk.write(folder.resolve(relative), file.getValue());
    }
    for (Path made : folders) {
      disk.force(made);
    }
  }

  /**
   * Reads the files of a folder, links not followed, and stops at what no definition has: a press,
   * and so a report's code, may have written there.
   *
   * @throws java.nio.file.NoSuchFileException if it is not there
   * @throws IOException if it holds what no version holds, or cannot be read
   */
  public static ReportVersion read(Path folder, Disk disk) throws IOException {
    Reading reading = new Reading(folder, disk);
    reading.read(folder, "", 0);
    return new ReportVersion(reading.files);
  }

  /** One folder's files on their way into memory, and what there is room for yet. */
  private static final class Reading {
    private final Path root;
    private final Disk disk;
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private int bytesLeft = MOST_BYTES;
    private int entriesLeft = MOST_ENTRIES;

    Reading(Path root, Disk disk) {
      this.root = root;
      this.disk = disk;
    }

    void read(Path folder, String prefix, int depth) throws IOException {
      // Entry by entry: a list of them all could itself be too long to hold.
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          if (--entriesLeft < 0 || depth > DEEPEST) {
            throw new IOException(root + " holds more than a definition's files");
          }
          String path = prefix + entry.getFileName();
          if (disk.isDirectory(entry)) {
            read(entry, path + "/", depth + 1);
          } else {
            byte[] content = disk.read(entry, bytesLeft);
            bytesLeft -= content.length;
            files.put(path, content);
          }
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
  }
}
