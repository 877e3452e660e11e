package dev.pressroom.queue.spool;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What tests need of the system beyond Java: other users, small file systems, special files. Where
 * that takes root, tests are skipped with the reason for anybody else; in CI, root must be able to.
 */
public final class Unix {
  private Unix() {}

  /** What a program said and how it ended. */
  record Said(int exit, String text) {
    /** What it said, given that it ended well. */
    String ok() {
      if (exit != 0) {
        throw new AssertionError("exit code " + exit + ": " + text);
      }
      return text.strip();
    }
  }

  public static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  static void onlyRoot(String why) {
    assumeTrue(isRoot(), why + " takes root");
  }

  static Said run(String... command) {
    return run(List.of(command));
  }

  static Said run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Said(process.waitFor(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Runs a program as another user, in one group and no other, with a usual mask. */
  static Said runAs(int user, int group, List<String> command) {
    onlyRoot("being another user");
    List<String> all =
        new ArrayList<>(
            List.of("setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups", "--"));
    all.addAll(List.of("sh", "-c", "umask 022; exec \"$@\"", "sh"));
    all.addAll(command);
    return run(all);
  }

  static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
  }

  static void chmod(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode);
  }

  static String octal(Path path) {
    try {
      return Integer.toOctalString(mode(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A small file system of its own; unmounted at the end. */
  public record Mount(Path at) implements AutoCloseable {
    void remount(String options) {
      run("mount", "-o", "remount," + options, at.toString()).ok();
    }

    @Override
    public void close() {
      run("umount", "-l", at.toString());
    }
  }

  /** Mounts one in memory. A container that forbids it skips the test, but not in CI. */
  public static Mount mount(Path at, String options) throws IOException {
    onlyRoot("mounting a file system");
    Files.createDirectories(at);
    Said said = run("mount", "-t", "tmpfs", "-o", "mode=0711," + options, "tmpfs", at.toString());
    if (said.exit() != 0) {
      if (System.getenv("CI") != null) {
        throw new AssertionError("root cannot mount a tmpfs here: " + said.text());
      }
      abort("root cannot mount a tmpfs here: " + said.text());
    }
    return new Mount(at);
  }

  /**
   * A copy of what a child needs to run this module, readable for every user. It holds no logging
   * back-end: what is logged there is lost.
   */
  static String classPathForAll(Path into) throws IOException {
    List<String> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(":")) {
      Path from = Path.of(entry);
      boolean jar = from.getFileName().toString().matches("(jackson-core|slf4j-api)-.*[.]jar");
      boolean ours =
          Files.exists(from.resolve("dev/pressroom/queue/spool/Unix.class"))
              || Files.exists(from.resolve("dev/pressroom/queue/spool/Spool.class"));
      if (jar || ours) {
        Path to = into.resolve(path.size() + "-" + from.getFileName());
        copy(from, to);
        path.add(to.toString());
      }
    }
    run("chmod", "-R", "a+rX", into.toString()).ok();
    return String.join(":", path);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  /** The command of a small Java program of this module's tests. */
  public static List<String> java(String classPath, Class<?> main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                classPath,
                main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
