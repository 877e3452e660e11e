package dev.pressroom.report.definition;

import dev.pressroom.report.ReportException;
import dev.pressroom.report.Suggestion;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The reports below a folder: {@code finance.monthly-sales} is {@code
 * finance/monthly-sales/report.yaml}. A definition is read again as soon as one of its files has
 * changed, so it counts from the next job on; and all its files are read as they stood at one
 * moment. For any thread.
 */
public final class Definitions {
  /** The form of a report's name. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*");

  private static final Pattern FOLDER = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int LONGEST_NAME = 64;

  /** With the pauses between them about a second: nobody saves for longer. */
  private static final int MOST_READS = 50;

  private final Path root;
  private final Set<String> formats;
  private final Remembered remembered = new Remembered();

  private Definitions(Path root, Set<String> formats) {
    this.root = root;
    this.formats = formats;
  }

  /**
   * Opens the folder that reports are kept in.
   *
   * @param formats the output formats that there are
   * @throws IOException if there is no such folder
   */
  public static Definitions open(Path folder, Set<String> formats) throws IOException {
    Path real = folder.toRealPath();
    if (!Files.isDirectory(real)) {
      throw new IOException(folder + " is not a folder; name the one that holds the reports");
    }
    return new Definitions(real, new TreeSet<>(formats));
  }

  /** Whether there is a definition of this name, broken or not. */
  public boolean has(String name) {
    return isName(name) && Files.exists(file(name));
  }

  private static boolean isName(String name) {
    return name.length() <= LONGEST_NAME && NAME.matcher(name).matches();
  }

  private Path file(String name) {
    return root.resolve(name.replace('.', '/')).resolve(DefinitionReader.FILE);
  }

  /**
   * The report of this name, as its files are now; a file that is missing is looked for again for
   * about a second.
   *
   * @throws ReportException permanent, if there is none, or anything is wrong with it; names
   *     everything that is. Temporary, if its files do not stop changing
   */
  public Definition find(String name) {
    Optional<Definition> known = remembered.find(name);
    if (known.isPresent()) {
      return known.get();
    }
    for (int read = 0; read < MOST_READS; read++) {
      boolean last = read == MOST_READS - 1;
      if (!last && isMissingForNow(name)) {
        pause();
        continue;
      }
      Sources sources = sources(name);
      Problems problems = new Problems(sources.relative(DefinitionReader.FILE));
      Content content = new DefinitionReader(sources, formats, problems).read();
      // What is missing may be on its way: somebody exchanges the files.
      if (sources.whole() && (last || !sources.lacksAny())) {
        problems.throwIfAny();
        Definition definition = new Definition(name, content, sources);
        remembered.keep(definition);
        return definition;
      }
      pause();
    }
    throw ReportException.temporary(
        "the files of report \"%s\" change faster than they can be read; save them, then retry the job"
            .formatted(name),
        null);
  }

  /** Whether the report's folder is there, but not its definition. */
  private boolean isMissingForNow(String name) {
    return isName(name) && !Files.exists(file(name)) && Files.isDirectory(file(name).getParent());
  }

  /** Lets whoever is saving the files finish. */
  private static void pause() {
    try {
      Thread.sleep(Stamp.TICK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ReportException.temporary("the attempt was stopped while its report was read", e);
    }
  }

  private Sources sources(String name) {
    if (!isName(name)) {
      throw ReportException.permanent(
          ("\"%s\" is not a report's name; a name has lower-case letters and digits with single dots or"
                  + " hyphens between, up to %d characters")
              .formatted(name.length() > 80 ? name.substring(0, 80) + "…" : name, LONGEST_NAME));
    }
    if (!Files.exists(file(name))) {
      throw ReportException.permanent(
          "report \"%s\" is unknown%s; there is no %s in the reports' folder"
              .formatted(
                  name,
                  Suggestion.hint(name, namesOrNone()),
                  name.replace('.', '/') + "/" + DefinitionReader.FILE));
    }
    return new Sources(root, root.resolve(name.replace('.', '/')));
  }

  private List<String> namesOrNone() {
    try {
      return names();
    } catch (IOException e) {
      // Only a hint is lost: the error that it would have been part of is reported all the same.
      return List.of();
    }
  }

  /**
   * Every folder below the root that holds a {@code report.yaml}, as a name, in order. A definition
   * that is broken is among them; a folder whose name no job could ask for is not.
   *
   * @throws IOException if the folder cannot be listed
   */
  public List<String> names() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path folder : folders()) {
      String name = folder.toString().replace('\\', '/').replace('/', '.');
      if (canBeAskedFor(folder, name)) {
        names.add(name);
      }
    }
    return List.copyOf(names);
  }

  private static boolean canBeAskedFor(Path folder, String name) {
    for (Path part : folder) {
      if (!FOLDER.matcher(part.toString()).matches()) {
        return false;
      }
    }
    return name.length() <= LONGEST_NAME;
  }

  /**
   * Folders with a definition, relative to the root. Hidden ones, and what leads out, are left out.
   */
  private List<Path> folders() throws IOException {
    List<Path> folders = new ArrayList<>();
    Files.walkFileTree(
        root,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        LONGEST_NAME / 2 + 1,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (folder.equals(root)) {
              return FileVisitResult.CONTINUE;
            }
            boolean hidden = folder.getFileName().toString().startsWith(".");
            if (hidden || !folder.toRealPath().startsWith(root)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            if (Files.isRegularFile(folder.resolve(DefinitionReader.FILE))) {
              folders.add(root.relativize(folder));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            // A loop of links, or a folder that may not be read: its reports cannot be asked for.
            return FileVisitResult.CONTINUE;
          }
        });
    return folders;
  }

  /**
   * Everything that is wrong with one report and can be seen without a database, in the order of
   * its lines.
   *
   * @throws ReportException permanent, if there is no such report
   */
  public List<Problem> lint(String name) {
    Sources sources = sources(name);
    Problems problems = new Problems(sources.relative(DefinitionReader.FILE));
    new DefinitionReader(sources, formats, problems).read();
    return problems.sorted();
  }

  /**
   * The same for every report and every theme, and folders whose names no job could ask for.
   *
   * @throws IOException if the folder cannot be listed
   */
  public List<Problem> lint() throws IOException {
    // A theme's problems are found with each report that extends it.
    Set<Problem> all = new LinkedHashSet<>();
    for (String name : names()) {
      all.addAll(lint(name));
    }
    Sources sources = new Sources(root, root);
    for (String theme : sources.in(ThemeReader.FOLDER).names(ThemeReader.ENDING)) {
      Problems problems = new Problems(ThemeReader.FOLDER + "/" + theme + ThemeReader.ENDING);
      new ThemeReader(sources).read(theme, problems);
      all.addAll(problems.sorted());
    }
    for (Path folder : folders()) {
      String path = folder.toString().replace('\\', '/');
      if (!canBeAskedFor(folder, path)) {
        all.add(
            new Problem(
                path + "/" + DefinitionReader.FILE,
                1,
                1,
                "no job can ask for this report: its folders' names must have lower-case letters and"
                    + " digits with single hyphens between, and at most 64 characters in all",
                false));
      }
    }
    return List.copyOf(all);
  }
}
