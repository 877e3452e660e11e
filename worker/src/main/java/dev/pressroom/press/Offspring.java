package dev.pressroom.press;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The processes that reports have started, also those that left their parent, their group and their
 * session: each has inherited the press's mark in its environment, unless it was started with an
 * environment of its own. Stateless; for any thread.
 */
public final class Offspring {
  /** The variable in a press's environment whose value is the press's own. */
  public static final String MARK = "PRESSROOM_PRESS";

  private static final Path PROCESSES = Path.of("/proc");
  private static final Path SELF = Path.of("/proc/self");

  /** After the name of the program, in Linux's words cminflt. */
  private static final int FAULTS_OF_ENDED_CHILDREN = 8;

  /** A process may start another while we look, and takes a moment to die. */
  private static final int MOST_LOOKS = 100;

  private static final long BETWEEN_LOOKS_MILLIS = 50;

  private Offspring() {}

  /**
   * Kills all that bear a press's mark, which is dead, and waits for that for some seconds.
   *
   * @return what has not died by then
   */
  public static List<ProcessHandle> killAll(String mark) throws InterruptedException {
    List<ProcessHandle> found = bearing(mark);
    for (int look = 1; look < MOST_LOOKS && !found.isEmpty(); look++) {
      found.forEach(ProcessHandle::destroyForcibly);
      Thread.sleep(BETWEEN_LOOKS_MILLIS);
      found = bearing(mark);
    }
    return found;
  }

  /** What this process, and what it started, have started. */
  static Set<ProcessHandle> own() {
    Set<ProcessHandle> all = new LinkedHashSet<>();
    try (Stream<ProcessHandle> descendants = ProcessHandle.current().descendants()) {
      descendants.forEach(all::add);
    }
    String mark = System.getenv(MARK);
    if (mark != null) {
      all.addAll(bearing(mark));
    }
    return all;
  }

  /**
   * The same, but looks only if there may be any. Asked after every job; looking through all
   * processes of the machine would cost milliseconds on a busy one.
   *
   * @param ended what {@link #ended} gave before
   */
  static Set<ProcessHandle> own(long ended) {
    return hasChildren() || ended < 0 || ended != ended() ? own() : Set.of();
  }

  /** A number that changes when a child of this process ends; negative if nobody tells. */
  static long ended() {
    try {
      String stat = Files.readString(SELF.resolve("stat"), ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Long.parseLong(fields[FAULTS_OF_ENDED_CHILDREN]);
    } catch (IOException | RuntimeException e) {
      return -1;
    }
  }

  private static List<ProcessHandle> bearing(String mark) {
    List<ProcessHandle> found = new ArrayList<>();
    String entry = "\0" + MARK + "=" + mark + "\0";
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : processes) {
        long pid = Long.parseLong(process.getFileName().toString());
        if (pid != ProcessHandle.current().pid() && environment(process).contains(entry)) {
          ProcessHandle.of(pid).ifPresent(found::add);
        }
      }
    } catch (IOException | RuntimeException e) {
      // No Linux, or no right to look: what can be found otherwise must do.
      return found;
    }
    return found;
  }

  private static String environment(Path process) {
    try {
      return "\0" + new String(Files.readAllBytes(process.resolve("environ")), ISO_8859_1);
    } catch (IOException e) {
      // It is gone, or another user's.
      return "";
    }
  }

  /** Linux tells the children of each thread. */
  private static boolean hasChildren() {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(SELF.resolve("task"))) {
      for (Path thread : threads) {
        try {
          if (Files.readAllBytes(thread.resolve("children")).length > 0) {
            return true;
          }
        } catch (NoSuchFileException e) {
          if (Files.exists(thread)) {
            // This kernel does not tell.
            return true;
          }
        }
      }
      return false;
    } catch (IOException | DirectoryIteratorException e) {
      return true;
    }
  }
}
