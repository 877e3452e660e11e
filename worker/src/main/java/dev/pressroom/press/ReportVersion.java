package dev.pressroom.press;

import dev.pressroom.jobdir.Disk;
import dev.pressroom.report.definition.Definition;
import java.io.IOException;
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
  private static final int MOST_FILES = 200;

  private static final int LARGEST_FILE = 16 << 20;

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
   * Reads the files of a folder, links not followed.
   *
   * @throws java.nio.file.NoSuchFileException if it is not there
   * @throws IOException if it holds what no version holds, or cannot be read
   */
  public static ReportVersion read(Path folder, Disk disk) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    read(folder, "", disk, files);
    return new ReportVersion(files);
  }

  private static void read(Path folder, String prefix, Disk disk, SortedMap<String, byte[]> files)
      throws IOException {
    for (String name : disk.list(folder)) {
      Path path = folder.resolve(name);
      if (disk.isDirectory(path)) {
        read(path, prefix + name + "/", disk, files);
      } else if (files.put(prefix + name, disk.read(path, LARGEST_FILE)) != null
          || files.size() > MOST_FILES) {
        throw new IOException(folder + " holds more than a definition's files");
      }
    }
  }
}
