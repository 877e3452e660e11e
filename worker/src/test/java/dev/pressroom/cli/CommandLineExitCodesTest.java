package dev.pressroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is wrong with a command line is said in one piece, and is in the exit code's table. */
class CommandLineExitCodesTest extends AtTheCommandLine {
  private Path write(String file, String text) throws IOException {
    return Files.writeString(home.resolve(file), text);
  }

  private Said configured(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--config";
    all[arguments.length + 1] = config.toString();
    return pressroom(all);
  }

  private static void refused(Said said, int code, String... words) {
    assertThat(said.err()).contains(words).doesNotContain("a fault of the program");
    assertThat(said.code()).as(said.err()).isEqualTo(code);
    assertThat(said.err().lines().count()).as(said.err()).isLessThan(4);
    assertThat(said.out()).isEmpty();
  }

  @Test
  void wrongOptionsAreNotDrownedByTheHelp() {
    refused(pressroom("sumbit"), ExitCode.USAGE, "\"sumbit\" is not a verb", "submit?");
    refused(pressroom("list", "--since", "x"), ExitCode.USAGE, "--since", "pressroom list --help");
    refused(pressroom("show"), ExitCode.USAGE, "JOB", "pressroom show --help");
    refused(pressroom("help", "nosuch"), ExitCode.USAGE, "nosuch");
    assertThat(pressroom().err()).contains("preview", "Exit codes:");
  }

  @Test
  void valuesAreRefusedWithTheirOptionAndTheCure() {
    refused(
        configured("submit", "sales", "--run-at", "tomorrow"),
        ExitCode.USAGE,
        "--run-at",
        "\"tomorrow\" is not a moment; write 2026");
    refused(
        configured("submit", "sales", "--timeout", "5"),
        ExitCode.USAGE,
        "--timeout",
        "\"5\" is not a duration; write",
        "10m");
    refused(
        configured("submit", "sales", "--wait-most", "PT9999999999999H"),
        ExitCode.USAGE,
        "is not between 0s and 365d");
    refused(
        configured("submit", "sales", "--locale", "de_CH"), ExitCode.USAGE, "--locale", "de-CH");
    refused(configured("submit", "sales", "--zone", "Nowhere"), ExitCode.USAGE, "Europe/Zurich");
    refused(configured("submit", "sales", "--timeout", "8d"), ExitCode.USAGE, "timeout");
    refused(configured("submit", "sales", "-p", "=x"), ExitCode.USAGE, "has no name");
    refused(
        configured("submit", "sales", "-p", "ids:=["), ExitCode.USAGE, "ids:=[ is not JSON; write");
    refused(
        configured("submit", "sales", "--label", "x"), ExitCode.USAGE, "label \"x\" is not NAME=");
    refused(
        configured("list", "-s", "queued,foo"), ExitCode.USAGE, "\"foo\" is not a state; one of");
  }

  @Test
  void durationsAreWrittenAsInTheConfigurationOrAsIsoDoes() {
    assertThat(Converters.duration("10s")).isEqualTo(Converters.duration("PT10S"));
    submitted("--timeout", "90s");
    submitted("--timeout", "PT90S");
  }

  @Test
  void aListOfLessThanOneIsWrongUsage() {
    submitted();
    refused(configured("list", "-n", "-1"), ExitCode.USAGE, "--most=-1");
    assertThat(configured("list", "-s", "prepared,Queued").code()).isZero();
    refused(configured("list", "-n", "0"), ExitCode.USAGE, "--most=0", "1 or more");
  }

  @Test
  void previewTellsBadNamesFromUnknownOnesAndMakesNothing() throws IOException {
    Path to = home.resolve("preview");

    refused(
        configured("preview", "Foo", "--to", to.toString()),
        ExitCode.USAGE,
        "\"Foo\" is not a report's name");
    refused(
        configured("preview", "sale", "--to", to.toString()),
        ExitCode.NOT_FOUND,
        "report \"sale\" is unknown (did you mean sales?)");
    refused(configured("preview", "sales", "--queue", "x"), ExitCode.USAGE, "--queue");
    assertThat(to).doesNotExist();
    Path file = write("file", "");
    refused(
        configured("preview", "sales", "--to", file.resolve("x").toString()),
        ExitCode.USAGE,
        "cannot be made",
        "--to DIR");
  }

  @Test
  void lintTellsReportsAndFoldersThatAreNotThere() {
    refused(configured("lint", "nosuch"), ExitCode.NOT_FOUND, "report \"nosuch\" is unknown");
    refused(
        configured("lint", "--reports", home.resolve("none").toString()),
        ExitCode.NOT_FOUND,
        "is not there; name it with --reports DIR");
    refused(
        configured("lint", "--reports", config.toString()), ExitCode.NOT_FOUND, "is a file; name");
  }

  @Test
  void lintFindsReportsThatNoJobCanAskFor() throws IOException {
    definition("Sales_2", "{title: Amount}");
    Said said = configured("lint");

    assertThat(said.code()).isEqualTo(ExitCode.FAILED);
    assertThat(said.out())
        .contains("Sales_2/report.yaml:1:1 no job can ask")
        .contains("1 problem\n");
  }

  @Test
  void runTellsWhatIsNoJob() throws IOException {
    Path folder = Files.createDirectory(home.resolve("job"));

    refused(configured("run", config.toString()), ExitCode.NOT_FOUND, "is a file; name a job's");
    refused(configured("run", home.resolve("no").toString()), ExitCode.NOT_FOUND, "is not there");
    refused(configured("run", folder.toString()), ExitCode.NOT_FOUND, "holds no job.json");
    write("job/job.json", "{}");
    refused(configured("run", folder.toString()), ExitCode.USAGE, "job.json: ");
    Files.delete(folder.resolve("job.json"));
    Files.createDirectory(folder.resolve("job.json"));
    refused(configured("run", folder.toString()), ExitCode.USAGE, "is not a regular file");
  }

  @Test
  void aConfigurationThatIsNotThereIsRefused() {
    String none = home.resolve("none.yaml").toString();

    for (String verb : new String[] {"list", "lint", "worker"}) {
      refused(
          pressroom(verb, "-c", none),
          ExitCode.CONFIGURATION,
          none,
          "is not there",
          "--config FILE");
    }
  }

  @Test
  void aPasswordInTheQueuesUrlIsRefusedAndNotRepeated() throws IOException {
    String file =
        write("other.yaml", "pressroom: worker/1\nqueue: jdbc:postgresql://u:secret@h/q\n")
            .toString();

    for (String[] verb :
        new String[][] {
          {"worker"}, {"submit", "sales"}, {"submit", "sales", "--create"}, {"list"}
        }) {
      String[] all = java.util.Arrays.copyOf(verb, verb.length + 2);
      all[verb.length] = "-c";
      all[verb.length + 1] = file;
      Said said = pressroom(all);
      refused(said, ExitCode.CONFIGURATION, "queue holds a password", "{env: NAME}");
      assertThat(said.err()).doesNotContain("secret");
    }
  }

  @Test
  void submitMakesASpoolOnlyWhenTold() {
    Path typo = home.resolve("typo");

    refused(
        configured("submit", "sales", "-Q", typo.toString()),
        ExitCode.QUEUE,
        "the spool " + typo + " is not there",
        "--create",
        "Nothing was submitted");
    assertThat(typo).doesNotExist();
    assertThat(configured("submit", "sales", "-Q", typo.toString(), "--create").code()).isZero();
    assertThat(configured("submit", "sales", "-Q", typo.toString()).code()).isZero();
  }

  @Test
  void aFolderThatIsNoSpoolStaysAsItIs() {
    Path reports = home.resolve("reports");

    refused(configured("list", "-Q", reports.toString()), ExitCode.QUEUE, "is no spool");
    refused(configured("submit", "sales", "-Q", reports.toString()), ExitCode.QUEUE, "is no spool");
    assertThat(reports).isDirectoryNotContaining("glob:**queued");
  }

  @Test
  void aFileThatTheSystemRefusesIsNoFaultOfTheProgram() throws IOException {
    String job = submitted();
    String name = "x".repeat(300);

    refused(
        configured("pack", job, "--to", home.resolve(name).toString()),
        ExitCode.QUEUE,
        name,
        "ame too long");
  }

  @Test
  void allJobsWithoutYesAreToldToProgramsInJson() {
    String job = submitted();
    Said said = configured("cancel", "--all", "--queue", "default", "--json");

    assertThat(said.code()).isEqualTo(ExitCode.USAGE);
    assertThat(said.out()).startsWith("[").contains("\"" + job + "\"", "add --yes to cancel it");
    assertThat(configured("list", "--json").out())
        .contains("\"state\" : \"queued\"", "\"attempt\" : 0", "\"allowed\" : 3");
    assertThat(configured("show", "last", "--json").out())
        .contains("\"attempt\" : 0", "\"allowed\" : 3");
  }

  @Test
  void reportsTellTheirParametersAsAList() {
    assertThat(configured("reports", "--json").out())
        .contains("\"name\" : \"least\"")
        .doesNotContain("parameterNames");
    assertThat(configured("reports").out()).contains("least, regions");
  }

  @Test
  void onlyADigestNamesAKeptVersion() {
    assertThat(KeptDefinition.isDigest("../../etc")).isFalse();
    assertThat(KeptDefinition.isDigest("0a".repeat(32))).isTrue();
  }

  @Test
  void whatTheTerminalWouldObeyIsNotRepeated() {
    Said said = pressroom("sub\u009bmit\u202e");
    assertThat(said.err()).contains("\"sub?mit?\" is not a verb");
    assertThat(Console.harmless("a\u0085\u001b\n\tb\u2066")).isEqualTo("a??\n\tb?");
  }

  @Test
  void aDemoIsMadeInAnEmptyFolderOnly() {
    refused(pressroom("demo", "--dir", home.toString()), ExitCode.USAGE, "neither empty nor");
    refused(
        pressroom("demo", "--dir", config.resolve("x").toString()),
        ExitCode.USAGE,
        "cannot be made");
  }
}
