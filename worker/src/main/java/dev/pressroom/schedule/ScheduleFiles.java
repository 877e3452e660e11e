package dev.pressroom.schedule;

import dev.pressroom.queue.ScheduleState;
import dev.pressroom.report.definition.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The schedules below a folder: {@code finance/monthly-sales.yaml} is the schedule {@code
 * finance.monthly-sales}. Each look reads the files anew; of one that is broken the last version
 * that was not stays. For one thread.
 */
public final class ScheduleFiles {
  private static final String ENDING = ".yaml";

  /** What a terminal or a log would obey. */
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}|\uFFFD");

  /** A schedule is written by a person; more than this is not. */
  private static final int MOST_BYTES = 1 << 18;

  private static final int DEEPEST = 16;

  private final Path folder;
  private final Set<String> formats;
  private SortedMap<String, Found> found = new TreeMap<>();

  /**
   * One file.
   *
   * @param name of the schedule, or the file's path if no schedule can be called so
   * @param file relative to the folder
   * @param good the last version without problems, if there was one since the first look
   * @param problems of the file as it is now
   */
  public record Found(
      String name, String file, Optional<Schedule> good, List<Problem> problems, byte[] content) {
    public boolean broken() {
      return !problems.isEmpty();
    }

    private boolean saysTheSame(Found other) {
      return other != null && Arrays.equals(content, other.content);
    }
  }

  /**
   * @param folder need not be there
   * @param formats of output files that there are
   */
  public ScheduleFiles(Path folder, Set<String> formats) {
    this.folder = folder;
    this.formats = new TreeSet<>(formats);
  }

  public Path folder() {
    return folder;
  }

  /** What was found at the last look, by name. */
  public Collection<Found> found() {
    return found.values();
  }

  /** The file of a schedule, as it was at the last look. */
  public Optional<Found> find(String name) {
    return Optional.ofNullable(found.get(name));
  }

  /** The names of all schedules at the last look. */
  public Set<String> names() {
    return found.keySet();
  }

  /**
   * Looks at the files.
   *
   * @return those that are new, or say something else than at the last look
   * @throws IOException if the folder cannot be read now; what was known stays
   */
  public List<Found> look() throws IOException {
    SortedMap<String, Found> now = new TreeMap<>();
    for (Path file : files()) {
      String path = CONTROL.matcher(folder.relativize(file).toString()).replaceAll("?");
      byte[] content;
      try {
        content = read(file);
      } catch (NoSuchFileException e) {
        continue; // It went away meanwhile.
      }
      String name = path.substring(0, path.length() - ENDING.length()).replace('/', '.');
      now.put(isName(name) ? name : path, found(name, path, content));
    }
    List<Found> changed =
        now.values().stream().filter(file -> !file.saysTheSame(found.get(file.name()))).toList();
    found = now;
    return changed;
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(folder, DEEPEST)) {
      return paths.filter(this::isOne).sorted().toList();
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Growing and hidden files are nobody's business. */
  private boolean isOne(Path path) {
    for (Path part : folder.relativize(path)) {
      if (part.toString().startsWith(".") && !part.toString().equals(".")) {
        return false;
      }
    }
    return path.toString().endsWith(ENDING) && Files.isRegularFile(path);
  }

  private static byte[] read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(MOST_BYTES + 1);
    }
  }

  private static boolean isName(String name) {
    try {
      ScheduleState.checkName(name);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Found found(String name, String path, byte[] content) {
    if (!isName(name)) {
      return broken(
          path,
          path,
          content,
          "no schedule can be called so: folders and files must have lower-case letters and digits"
              + " with single hyphens between, and at most 64 characters in all; rename it");
    }
    Found before = found.get(name);
    if (before != null && Arrays.equals(before.content(), content)) {
      return before;
    }
    if (content.length > MOST_BYTES) {
      return broken(name, path, content, "is larger than 256 KB; a schedule is a few lines");
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      return broken(name, path, content, "is not UTF-8; save it as UTF-8");
    }
    ScheduleReader reader = new ScheduleReader(name, path, formats);
    Schedule schedule = reader.read(text.startsWith("\uFEFF") ? text.substring(1) : text);
    return new Found(
        name,
        path,
        Optional.ofNullable(schedule).or(() -> lastGood(name)),
        reader.problems(),
        content);
  }

  private Found broken(String name, String path, byte[] content, String problem) {
    return new Found(
        name, path, lastGood(name), List.of(new Problem(path, 1, 1, problem)), content);
  }

  private Optional<Schedule> lastGood(String name) {
    return Optional.ofNullable(found.get(name)).flatMap(Found::good);
  }

  /** The schedules that can run, by name. */
  public Map<String, Schedule> schedules() {
    Map<String, Schedule> all = new TreeMap<>();
    found.values().forEach(file -> file.good().ifPresent(good -> all.put(file.name(), good)));
    return all;
  }
}
