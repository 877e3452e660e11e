package dev.pressroom.report.definition;

import dev.pressroom.report.ReportException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of one definition, read once and kept, so that what is run, what is stored and what the
 * digest is of are the same bytes. Nothing outside the reports' root is read, whatever links say.
 */
final class Sources {
  /** A definition is written by a person; more than this is not. */
  private static final long MOST_BYTES = 1 << 20;

  private final Path root;
  private final Path folder;
  private final SortedMap<String, byte[]> files = new TreeMap<>();

  /**
   * @param root as a real path
   * @param folder below it
   */
  Sources(Path root, Path folder) {
    this.root = root;
    this.folder = folder;
  }

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
    byte[] bytes = files.computeIfAbsent(file, this::load);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw ReportException.permanent(relative(file) + " is not UTF-8; save it as UTF-8", e);
    }
  }

  private byte[] load(String file) {
    Path path = folder.resolve(file);
    try {
      Path real = path.toRealPath();
      if (!real.startsWith(root)) {
        throw ReportException.permanent(
            relative(file) + " leads out of the reports' folder; put the file itself there");
      }
      if (!Files.isRegularFile(real) || Files.size(real) > MOST_BYTES) {
        throw ReportException.permanent(
            relative(file) + " is not a regular file of at most 1 MB; make it one");
      }
      return Files.readAllBytes(real);
    } catch (NoSuchFileException e) {
      throw ReportException.permanent(relative(file) + " does not exist; write it", e);
    } catch (IOException e) {
      throw ReportException.temporary("cannot read " + relative(file) + ": " + e.getMessage(), e);
    }
  }

  /** What was read, by name beside the definition. */
  SortedMap<String, byte[]> files() {
    return Collections.unmodifiableSortedMap(files);
  }

  /** SHA-256 over names, lengths and bytes of what was read. */
  String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      files.forEach(
          (name, bytes) -> {
            digest.update((name + "\n" + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
