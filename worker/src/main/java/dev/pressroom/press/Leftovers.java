package dev.pressroom.press;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;

/**
 * What the JVM looked like before a job, to be compared with what it looks like afterwards: a job
 * that left something behind may disturb the next one. Processes that it left are killed: a press
 * that is idle has none. For one thread.
 */
final class Leftovers {
  /** A pool that was just shut down gets this long to let its threads go. */
  private static final long PATIENCE_MILLIS = 100;

  /** Started by JDBC drivers for themselves, once, and harmless. */
  private static final List<String> DRIVERS = List.of("PostgreSQL-JDBC-", "H2 ", "MVStore ");

  /**
   * Set by the JDK for itself when something is drawn for the first time. Only as new ones: whoever
   * changes one that was there changes it for the next job.
   */
  private static final List<String> DESKTOP =
      List.of("sun.font.", "sun.awt.", "sun.java2d.", "awt.", "java.awt.");

  /** Jars, fonts and the like are opened once and stay open. */
  private static final int FEW_FILES = 20;

  /** So many do not come together in an honest way, not even in a thousand jobs. */
  private static final int MANY_FILES = 1_000;

  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  /** Where temporary files go, too; a report may have changed the property. */
  private static final Path WORKING_DIRECTORY = Path.of("").toAbsolutePath();

  private final Set<Thread> threads = new HashSet<>(threads());
  private final Locale locale = Locale.getDefault();
  private final Locale display = Locale.getDefault(Locale.Category.DISPLAY);
  private final Locale format = Locale.getDefault(Locale.Category.FORMAT);
  private final TimeZone zone = TimeZone.getDefault();
  private final Map<Object, Object> properties = properties();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final InputStream in = System.in;
  private final Thread.UncaughtExceptionHandler handler =
      Thread.getDefaultUncaughtExceptionHandler();
  private final Set<String> files = files(WORKING_DIRECTORY);
  private final int openFiles = files(OPEN_FILES).size();
  private final long endedChildren = Offspring.ended();

  /**
   * What is different now.
   *
   * @return names, never values; empty if nothing is
   */
  List<String> found() {
    List<String> found = new ArrayList<>();
    for (Thread thread : extraThreads()) {
      found.add("the thread \"" + thread.getName() + "\"");
    }
    if (!Locale.getDefault().equals(locale)
        || !Locale.getDefault(Locale.Category.DISPLAY).equals(display)
        || !Locale.getDefault(Locale.Category.FORMAT).equals(format)) {
      found.add("another default locale");
    }
    if (!TimeZone.getDefault().equals(zone)) {
      found.add("another default time zone");
    }
    for (String name : changedProperties()) {
      found.add("the system property " + name);
    }
    if (System.out != out
        || System.err != err
        || !FileDescriptor.out.valid()
        || !FileDescriptor.err.valid()) {
      found.add("another or a closed standard output");
    }
    if (System.in != in || !FileDescriptor.in.valid()) {
      found.add("another or a closed standard input");
    }
    if (Thread.getDefaultUncaughtExceptionHandler() != handler) {
      found.add("another handler of uncaught exceptions");
    }
    int open = files(OPEN_FILES).size();
    if (open - openFiles > FEW_FILES || open > MANY_FILES) {
      found.add((open - openFiles) + " open files");
    }
    for (String file : files(WORKING_DIRECTORY)) {
      if (!files.contains(file)) {
        found.add("the temporary file " + file);
      }
    }
    for (ProcessHandle process : Offspring.own(endedChildren)) {
      found.add("the process " + process.pid());
      process.destroyForcibly();
    }
    return found;
  }

  private List<Thread> extraThreads() {
    List<Thread> extra = new ArrayList<>();
    long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    for (Thread thread : threads()) {
      if (threads.contains(thread) || ofTheDriver(thread)) {
        continue;
      }
      try {
        thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        // An interrupt that the report left behind; it concerns nobody now.
        continue;
      }
      if (thread.isAlive()) {
        extra.add(thread);
      }
    }
    return extra;
  }

  private static boolean ofTheDriver(Thread thread) {
    return thread.isDaemon() && DRIVERS.stream().anyMatch(thread.getName()::startsWith);
  }

  /** Live threads, except those that the platform itself starts when it needs them. */
  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread -> {
              ThreadGroup group = thread.getThreadGroup();
              return group != null && group.getParent() != null;
            })
        .toList();
  }

  private Set<String> changedProperties() {
    Map<Object, Object> now = properties();
    Set<String> changed = new TreeSet<>();
    now.forEach(
        (name, value) -> {
          boolean isNew = !properties.containsKey(name);
          if (isNew ? !ofTheDesktop(name) : !value.equals(properties.get(name))) {
            changed.add(String.valueOf(name));
          }
        });
    properties.keySet().stream()
        .filter(name -> !now.containsKey(name))
        .forEach(name -> changed.add(String.valueOf(name)));
    return changed;
  }

  private static boolean ofTheDesktop(Object name) {
    return name instanceof String text && DESKTOP.stream().anyMatch(text::startsWith);
  }

  private static Set<String> files(Path folder) {
    Set<String> names = new TreeSet<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      all.forEach(file -> names.add(file.getFileName().toString()));
    } catch (IOException | DirectoryIteratorException e) {
      // Not there: then nothing is in it.
      return Set.of();
    }
    return names;
  }

  private static Map<Object, Object> properties() {
    return new HashMap<>(System.getProperties());
  }
}
