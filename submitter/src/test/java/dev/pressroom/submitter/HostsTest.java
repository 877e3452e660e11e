package dev.pressroom.submitter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The submitter cannot hurt its host: neither by what it brings along nor by what it needs. */
class HostsTest {
  private static final Path BUILT = Path.of("target");

  @TempDir Path root;

  /** The build copies into target/hosts what each of these platforms manages. */
  @ParameterizedTest
  @CsvSource({
    "spring-boot-3.3,   3.2.4, slf4j-api-2.0.17.jar",
    "spring-boot-3.5,   3.2.4, slf4j-api-2.0.18.jar",
    "spring-boot-4.0.0, 3.0.2, slf4j-api-2.0.17.jar",
    "spring-boot-4.0,   3.1.7, slf4j-api-2.0.20.jar"
  })
  void runsUnderTheDependencyListOf(String host, String core, String slf4j) throws Exception {
    List<Path> classPath = new ArrayList<>();
    boolean hasCore3 = false;
    try (var jars = Files.list(BUILT.resolve("hosts").resolve(host))) {
      for (Path jar : jars.sorted().toList()) {
        classPath.add(jar.toAbsolutePath());
        hasCore3 |= jar.getFileName().toString().startsWith("jackson-core-3.");
      }
    }
    for (Path own : Child.own()) {
      String name = own.getFileName().toString();
      // What the platform manages replaces what the submitter asks for.
      if (!name.startsWith("slf4j-api") && !(hasCore3 && name.startsWith("jackson-core"))) {
        classPath.add(own);
      }
    }

    String said = Child.run(root, Map.of("LC_ALL", "C.UTF-8"), classPath, "all", root.toString());

    assertThat(Child.said(said, "content")).isEqualTo("a;b");
    assertThat(Child.said(said, "core")).isEqualTo(core);
    assertThat(Child.said(said, "slf4j")).isEqualTo(slf4j);
    assertThat(Child.said(said, "logger")).isEqualTo("ch.qos.logback.classic.Logger");
    assertThat(Child.said(said, "json")).isEqualTo("{\"a\":[1,2]}");
  }

  @Test
  void bringsAlongNothingButWhatTheDesignSays() throws Exception {
    assertThat(
            Files.readAllLines(BUILT.resolve("brings-along.txt")).stream()
                .map(String::strip)
                .filter(line -> line.contains(":jar:"))
                .map(line -> line.substring(0, line.indexOf(":jar:")))
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "dev.pressroom:pressroom-shared",
            "tools.jackson.core:jackson-core",
            "org.slf4j:slf4j-api");
  }

  @Test
  void needsNothingElseToRun() throws Exception {
    List<Path> alone = Child.own();

    String said = Child.run(root, Map.of("LC_ALL", "C.UTF-8"), alone, "work", root.toString());

    assertThat(Child.said(said, "id")).endsWith("-sales");
  }
}
