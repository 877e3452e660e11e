package dev.pressroom.submitter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A host in a JVM of its own: runs {@link HostProgram} under a class path and a locale. */
final class Child {
  private Child() {}

  /** What the submitter brings along, with what is built of it here. */
  static List<Path> own() {
    return List.of(
        home(Submitter.class),
        home(dev.pressroom.job.Job.class),
        home(tools.jackson.core.JsonParser.class),
        home(org.slf4j.Logger.class),
        home(HostProgram.class));
  }

  static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static String run(
      Path folder, Map<String, String> environment, List<Path> classPath, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Xshare:auto",
                "-cp",
                String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()),
                HostProgram.class.getName()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("pressroom-host", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().remove("LANG");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(2, TimeUnit.MINUTES);
      String said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
      assertThat(ended).as(said).isTrue();
      assertThat(process.exitValue()).as(said).isZero();
      return said;
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }

  /** The value behind {@code RESULT <name> } in what a program said. */
  static String said(String output, String name) {
    String line = "RESULT " + name + " ";
    return output
        .lines()
        .filter(text -> text.startsWith(line))
        .map(text -> text.substring(line.length()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + line + "in " + output));
  }
}
