package dev.pressroom.press;

import dev.pressroom.job.Failure;
import dev.pressroom.job.JobId;
import dev.pressroom.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/**
 * One plug-in: a folder's jars behind a class loader of their own, and the reports that they name
 * as services. What cannot be loaded becomes a sentence for people and hinders nothing else. For
 * one thread.
 */
final class Plugin implements AutoCloseable {
  private static final String SERVICES = "META-INF/services/" + Report.class.getName();

  /** Java 1.0's class files had 45. */
  private static final int CLASS_FILES_BEFORE_JAVA = 44;

  private static final Pattern CLASS_FILE_VERSION =
      Pattern.compile("(\\S+) has been compiled by .*class file version (\\d+)");

  private final PluginFolder folder;
  private final Path home;
  private final PluginLoader loader;
  private final List<Provided> reports = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * A report and where it is from.
   *
   * @param jar as people call it, such as {@code plugins/sales/sales.jar}
   */
  record Provided(String name, Report report, String jar) {
    @Override
    public String toString() {
      return "the class " + report.getClass().getName() + " of " + jar;
    }
  }

  /**
   * Loads what the jars name. Runs their code: constructors, static initializers, {@link
   * Report#name}.
   */
  Plugin(PluginFolder folder, Path home, List<Path> jars) {
    this.folder = folder;
    this.home = home;
    Map<Path, List<String>> named = new LinkedHashMap<>();
    jars.forEach(jar -> look(jar, named));
    loader =
        new PluginLoader(
            home.getFileName().toString(),
            named.keySet().stream().map(Plugin::url).toArray(URL[]::new));
    named.forEach((jar, types) -> types.forEach(type -> load(jar, type)));
  }

  List<Provided> reports() {
    return reports;
  }

  /** What could not be loaded, and why, and what to do. */
  List<String> problems() {
    return problems;
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }

  /** The classes that jars name as services; a jar that cannot be read is left out. */
  private void look(Path jar, Map<Path, List<String>> named) {
    try {
      named.put(jar, namedIn(jar));
    } catch (IOException e) {
      problems.add(
          "%s cannot be read as a jar (%s); copy it there again, under another name first, and"
                  .formatted(folder.shown(jar), e.getMessage())
              + " rename it when it is whole");
    }
  }

  /** The classes that a jar names as reports, in its order. */
  static List<String> namedIn(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      ZipEntry services = file.getEntry(SERVICES);
      if (services == null) {
        return List.of();
      }
      try (InputStream in = file.getInputStream(services)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .distinct()
            .toList();
      }
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError("every file has a URL", e);
    }
  }

  private void load(Path jar, String type) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      Report report =
          Class.forName(type, true, loader).asSubclass(Report.class).getConstructor().newInstance();
      String name = report.name();
      // Jobs must be able to name it.
      JobId.checkReport(name);
      reports.add(new Provided(name, report, folder.shown(jar)));
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (InvocationTargetException e) {
      problems.add(problem(jar, type, e.getCause()));
    } catch (Throwable e) {
      problems.add(problem(jar, type, e));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private String problem(Path jar, String type, Throwable e) {
    Failure.Cause cause = Failure.causesOf(e).get(0);
    String which = "the report class " + type + " of " + folder.shown(jar);
    if (e instanceof ClassNotFoundException && cause.message().equals(type)) {
      return "%s names the report class %s, which no jar in %s holds; correct its %s, or add the jar"
          .formatted(folder.shown(jar), type, folder.shown(home), SERVICES);
    }
    if (e instanceof UnsupportedClassVersionError) {
      return which + " cannot be loaded: " + tooNew(cause.message());
    }
    if (e instanceof NoClassDefFoundError || e instanceof ClassNotFoundException) {
      return "%s needs the class %s, which no jar in %s holds; add the one that does (plug-ins see"
              .formatted(which, cause.message().replace('/', '.'), folder.shown(home))
          + " only the JDK, the report API, SLF4J and their own jars)";
    }
    if (e instanceof NoSuchMethodException) {
      return which + " has no public constructor without parameters; add one";
    }
    if (e instanceof ClassCastException) {
      return which
          + " does not implement "
          + Report.class.getName()
          + "; let it, or correct "
          + SERVICES;
    }
    return "%s cannot be made: %s%s; see that its constructor, static fields and name() work anywhere"
        .formatted(which, cause.type(), cause.message().isEmpty() ? "" : ": " + cause.message());
  }

  private static String tooNew(String message) {
    int here = Runtime.version().feature();
    Matcher version = CLASS_FILE_VERSION.matcher(message);
    String built =
        version.find()
            ? version.group(1).replace('/', '.')
                + " was built for Java "
                + (Integer.parseInt(version.group(2)) - CLASS_FILES_BEFORE_JAVA)
            : message;
    return "%s, and this is Java %d; build it with --release %d, or name a newer Java with presses.java"
        .formatted(built, here, here);
  }
}
