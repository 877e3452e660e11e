package dev.pressroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ConfigCheckTest extends AtTheCommandLine {
  private Said check(String... more) {
    String[] arguments = new String[more.length + 4];
    System.arraycopy(
        new String[] {"config", "check", "--config", config.toString()}, 0, arguments, 0, 4);
    System.arraycopy(more, 0, arguments, 4, more.length);
    return pressroom(arguments);
  }

  @Test
  void everySettingIsToldWithWhereItComesFrom() {
    Said said = check();
    assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.OK);
    assertThat(said.out())
        .containsPattern("worker.lease +default +1m\n")
        .containsPattern("queue +line 2 +spool:work\n")
        .endsWith("no problem\n");
  }

  @Test
  void allProblemsAreToldAndNoSecret() throws Exception {
    Files.writeString(
        config,
        """
        pressroom: worker/1
        worker: {lease: soon}
        dataSources:
          a: {url: "jdbc:postgresql://h/x", password: s3cret}
        """);
    Said said = check();
    assertThat(said.code()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(said.out())
        .contains("pressroom.yaml:2:10 worker.lease=soon is not a duration")
        .contains("pressroom.yaml:4:")
        .endsWith("2 problems\n")
        .doesNotContain("s3cret");
    Map<?, ?> json = JsonMapper.builder().build().readValue(check("--json").out(), Map.class);
    assertThat(json.get("problems")).asString().contains("line=2, column=10");
  }

  @Test
  void aProcessThatDiesBeforeItHasTriedThemIsToldWithItsLastLines() throws Exception {
    Files.writeString(
        config, Files.readString(config) + "presses: {jvmOptions: [\"-XX:+NoSuchOption\"]}\n");
    Said said = check("--connect");
    assertThat(said.code()).isEqualTo(ExitCode.QUEUE);
    assertThat(said.err())
        .contains("ended after 0 of 1 logins; the others were not tried")
        .contains("NoSuchOption");
  }

  @Test
  void dataSourcesAreOpenedAsAPressWouldWithEachLogin() throws Exception {
    Files.writeString(home.resolve("pw"), "wr0ng\n");
    Files.writeString(
        config,
        """
            credentials: {acme: {user: sa, password: {file: pw}}}
        """
            .replaceFirst("^", Files.readString(config)));
    Said said = check("--connect");
    assertThat(said.code()).as(said.out() + said.err()).isEqualTo(ExitCode.FAILED);
    assertThat(said.out())
        .contains("data source shop can be opened")
        .contains("check user and password of dataSources.shop")
        .doesNotContain("wr0ng");
  }
}
