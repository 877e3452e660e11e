package dev.pressroom.report.definition;

import dev.pressroom.report.ReportException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of one definition, each read once and kept, so that what is run, what is stored and
 * what the digest is of are the same bytes. {@link #whole} says whether they all stood there so at
 * one moment. Nothing outside the reports' root is read, whatever links say. For one thread while
 * it reads, for any afterwards.
 */
final class Sources {
  /** A definition is written by a person; more than this is not. */
  private static final long MOST_TEXT = 1 << 20;

  private final Path root;
  private final Path folder;
  private final SortedMap<String, byte[]> files;
  private final Map<Path, Stamp> stamps;

  /** What was looked for and not found. */
  private final Set<Path> absent;

  /**
   * @param root as a real path
   * @param folder below it, where the report is
   */
  Sources(Path root, Path folder) {
    this(root, folder, new TreeMap<>(), new HashMap<>(), new HashSet<>());
  }

  private Sources(
      Path root,
      Path folder,
      SortedMap<String, byte[]> files,
      Map<Path, Stamp> stamps,
      Set<Path> absent) {
    this.root = root;
    this.folder = folder;
    this.files = files;
    this.stamps = stamps;
    this.absent = absent;
  }

  /** The same definition's files that lie in another folder of the root. */
  Sources in(String other) {
    return new Sources(root, root.resolve(other), files, stamps, absent);
  }

  /** Whether there is such a file, or a link of that name. */
  boolean has(String file) {
    Path path = folder.resolve(file);
    boolean there = Files.exists(path);
    if (!there) {
      absent.add(path);
    }
    return there;
  }

  /** The files of this folder with that ending, without it; none if it cannot be listed. */
  List<String> names(String ending) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** A file of this folder, as seen from the root. */
  String relative(String file) {
    Path relative = root.relativize(folder.resolve(file));
    return relative.toString().replace('\\', '/');
  }

  /**
   * A file's text, as it was when it was first read.
   *
   * @throws ReportException permanent if it is missing, too large, not UTF-8 or outside the root;
   *     temporary if it cannot be read
   */
  String read(String file) {
    byte[] bytes = bytes(file, MOST_TEXT);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw ReportException.permanent(relative(file) + " is not UTF-8; save it as UTF-8", e);
    }
  }

  /** A file's bytes, otherwise as {@link #read}. */
  byte[] bytes(String file, long most) {
    String name = relative(file);
    byte[] known = files.get(name);
    if (known == null) {
      known = load(name, most);
      files.put(name, known);
    }
    return known;
  }

  private byte[] load(String name, long most) {
    Path path = root.resolve(name);
    try {
      stamps.put(path, Stamp.of(path));
      Path real = path.toRealPath();
      if (!real.startsWith(root)) {
        throw ReportException.permanent(
            name + " leads out of the reports' folder; put the file itself there");
      }
      if (!Files.isRegularFile(real) || Files.size(real) > most) {
        throw ReportException.permanent(
            "%s is not a regular file of at most %d MB; make it one".formatted(name, most >> 20));
      }
      return Files.readAllBytes(real);
    } catch (NoSuchFileException e) {
      absent.add(path);
      throw ReportException.permanent(name + " does not exist; write it", e);
    } catch (IOException e) {
      throw ReportException.temporary("cannot read " + name + ": " + e.getMessage(), e);
    }
  }

  /** What was read, by its path from the root, such as {@code finance/sales/report.yaml}. */
  SortedMap<String, byte[]> files() {
    return Collections.unmodifiableSortedMap(files);
  }

  long size() {
    return files.values().stream().mapToLong(bytes -> bytes.length).sum();
  }

  /** Whether a file was looked for that is not there. */
  boolean lacksAny() {
    return !absent.isEmpty();
  }

  /** Whether every file is still the one that was read. */
  boolean unchanged() {
    return stamps.entrySet().stream().allMatch(entry -> entry.getValue().fits(entry.getKey()));
  }

  /**
   * Whether all the files stood there as they were read when the last of them was: none has changed
   * since, and none had changed so shortly before that a second change would not show.
   */
  boolean whole() {
    return unchanged() && stamps.values().stream().noneMatch(Stamp::fresh);
  }
}
