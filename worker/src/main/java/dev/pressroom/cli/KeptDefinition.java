package dev.pressroom.cli;

import dev.pressroom.render.Renderers;
import dev.pressroom.report.ReportException;
import dev.pressroom.report.definition.Definition;
import dev.pressroom.report.definition.Definitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The definition that a job ran with, if it was kept; else today's.
 *
 * @param kept where each version is kept once, by its digest
 * @param reports today's definitions
 */
record KeptDefinition(Path kept, Path reports) {
  /**
   * The files of a definition.
   *
   * @param note which it is
   */
  record Version(String note, SortedMap<String, byte[]> files) {}

  /** Empty for a Java report, or one whose definition is gone or broken. */
  Optional<Version> of(Story story) throws IOException {
    String digest = story.report() == null ? null : story.report().digest();
    Path ran = isDigest(digest) ? kept.resolve(digest) : null;
    if (ran != null && Files.isDirectory(ran)) {
      return Optional.of(new Version("the version that it ran with, " + digest, read(ran)));
    }
    return today(story.view().id().report(), digest);
  }

  private Optional<Version> today(String report, String digest) {
    try {
      Definition found = Definitions.open(reports, Renderers.standard().names()).find(report);
      String note =
          digest == null
              ? "today's version; which one the job ran with is not known"
              : digest.equals(found.digest())
                  ? "today's version, which is the one that it ran with"
                  : "today's version, which is NOT the one that it ran with (" + digest + ")";
      return Optional.of(new Version(note, found.files()));
    } catch (IOException | ReportException e) {
      return Optional.empty();
    }
  }

  /** Whether it can be a name of a folder here: what an outcome says comes from anybody. */
  static boolean isDigest(String text) {
    return text != null && text.matches("[0-9a-f]{64}");
  }

  private static SortedMap<String, byte[]> read(Path folder) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
