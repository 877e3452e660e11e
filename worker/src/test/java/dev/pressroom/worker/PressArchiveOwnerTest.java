package dev.pressroom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** Whether an archive is used depends on whose it is, whoever the worker runs as. */
final class PressArchiveOwnerTest {
  @TempDir Path home;

  /** Says whether a file is this process's user's. */
  static final class Asked {
    public static void main(String[] arguments) {
      System.out.println(PressArchive.isOurs(Path.of(arguments[0])));
    }
  }

  @Test
  void whatIsOursIsUsedAndWhatOthersMayWriteIsNot() throws Exception {
    Path file = Files.createFile(home.resolve("file"));
    assertThat(PressArchive.isOurs(file)).isTrue();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    assertThat(PressArchive.isOurs(file)).isFalse();
  }

  @Test
  void anotherUserThanRootUsesItsOwnAndNotRoots() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "being another user takes root");
    Path classes = home.resolve("classes/dev/pressroom/worker");
    Files.createDirectories(classes);
    copy("target/classes", "PressArchive", classes);
    copy("target/test-classes", "PressArchiveOwnerTest", classes);
    Path logging =
        Path.of(Logger.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Files.copy(logging, home.resolve("slf4j.jar"));
    Path roots = Files.createFile(home.resolve("roots"));
    Path own = Files.createFile(home.resolve("own"));
    said("chmod", "-R", "a+rX,go-w", home.toString());
    said("chown", "65534", own.toString());
    assertThat(asNobody(own)).endsWith("true");
    assertThat(asNobody(roots)).endsWith("false");
  }

  private static void copy(String from, String name, Path to) throws IOException {
    try (Stream<Path> all = Files.list(Path.of(from, "dev/pressroom/worker"))) {
      for (Path file : all.filter(f -> f.getFileName().toString().startsWith(name)).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private String asNobody(Path file) throws Exception {
    return said(
        "setpriv",
        "--reuid=65534",
        "--regid=65534",
        "--clear-groups",
        "--",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx32m",
        "-cp",
        home.resolve("classes") + ":" + home.resolve("slf4j.jar"),
        Asked.class.getName(),
        file.toString());
  }

  private static String said(String... command) throws Exception {
    List<String> all = new ArrayList<>(List.of(command));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text.strip();
  }
}
