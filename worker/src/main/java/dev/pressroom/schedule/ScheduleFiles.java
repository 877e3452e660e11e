package dev.pressroom.schedule;

import dev.pressroom.job.Harmless;
import dev.pressroom.queue.ScheduleState;
import dev.pressroom.report.definition.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The schedules below a folder: {@code finance/monthly-sales.yaml} is the schedule {@code
 * finance.monthly-sales}. Each look reads the files anew; of one that is broken the last version
 * that was not stays. For one thread.
 */
public final class ScheduleFiles {
  private static final String ENDING = ".yaml";

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
    Walk walk = walk();
    SortedMap<String, Found> now = new TreeMap<>();
    walk.files()
        .forEach(
            (name, files) -> {
              Found one = files.size() == 1 ? one(name, files.get(0)) : severalOf(name, files);
              if (one != null) {
                now.put(name, one);
              }
            });
    walk.closed().forEach((path, why) -> keep(path, why, now));
    List<Found> changed =
        now.values().stream().filter(file -> !file.saysTheSame(found.get(file.name()))).toList();
    found = now;
    return changed;
  }

  /**
   * What there is below the folder.
   *
   * @param files by the name that they give
   * @param closed folders that cannot be read, by their paths, with the reason
   */
  private record Walk(SortedMap<String, List<Path>> files, SortedMap<String, String> closed) {}

  private Walk walk() throws IOException {
    Walk walk = new Walk(new TreeMap<>(), new TreeMap<>());
    if (!Files.isDirectory(folder)) {
      return walk;
    }
    Files.walkFileTree(
        folder,
        Set.of(),
        DEEPEST,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path found, BasicFileAttributes attributes) {
            return isHidden(found) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isOne(file)) {
              walk.files().computeIfAbsent(name(path(file)), name -> new ArrayList<>()).add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path found, IOException e) throws IOException {
            if (found.equals(folder)) {
              throw e;
            }
            if (!isHidden(found) && !(e instanceof NoSuchFileException)) {
              walk.closed().put(path(found), reason(e));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path found, IOException e) throws IOException {
            return e == null ? FileVisitResult.CONTINUE : visitFileFailed(found, e);
          }
        });
    return walk;
  }

  /** Growing and hidden files are nobody's business. */
  private boolean isHidden(Path path) {
    return !path.equals(folder) && path.getFileName().toString().startsWith(".");
  }

  private boolean isOne(Path path) {
    return !isHidden(path) && path.toString().endsWith(ENDING) && Files.isRegularFile(path);
  }

  /** As messages show it. */
  private String path(Path file) {
    return Harmless.line(folder.relativize(file).toString());
  }

  /** What a schedule is called, or the path if none can be called so. */
  private static String name(String path) {
    String name = path.substring(0, path.length() - ENDING.length()).replace('/', '.');
    return isName(name) ? name : path;
  }

  /** Null if it went away meanwhile. */
  private Found one(String name, Path file) {
    byte[] content;
    try {
      content = read(file);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      return broken(name, path(file), "cannot be read: " + reason(e));
    }
    return found(name, path(file), content);
  }

  private static String reason(IOException e) {
    return e instanceof AccessDeniedException
        ? "access is denied"
        : Harmless.line(String.valueOf(e.getMessage()));
  }

  /** Which of them is meant nobody can say. */
  private Found severalOf(String name, List<Path> files) {
    List<String> paths = files.stream().map(this::path).sorted().toList();
    String problem =
        "the schedule %s is said by several files, %s; keep one"
            .formatted(name, String.join(" and ", paths));
    return new Found(
        name,
        paths.get(0),
        lastGood(name),
        paths.stream().map(path -> new Problem(path, 1, 1, problem)).toList(),
        problem.getBytes(StandardCharsets.UTF_8));
  }

  /** What was known of a folder that cannot be read now goes on. */
  private void keep(String path, String why, SortedMap<String, Found> now) {
    String problem = "cannot be read: " + why;
    found.values().stream()
        .filter(file -> file.file().startsWith(path + "/"))
        .forEach(file -> now.put(file.name(), broken(file.name(), file.file(), problem)));
    if (isName(path.replace('/', '.'))) {
      now.put(path + "/", broken(path + "/", path + "/", problem));
    }
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

  private Found broken(String name, String path, String problem) {
    return broken(name, path, problem.getBytes(StandardCharsets.UTF_8), problem);
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
