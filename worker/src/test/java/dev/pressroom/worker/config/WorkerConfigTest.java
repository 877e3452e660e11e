package dev.pressroom.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pressroom.data.Credentials;
import dev.pressroom.data.DataSourceSettings;
import dev.pressroom.data.SessionRules;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerConfigTest {
  private static final Path SAMPLE = Path.of("..", "deploy", "pressroom.yaml");

  @TempDir Path folder;
  private final List<Setting> settings = new ArrayList<>();

  private WorkerConfig parse(String text) {
    return ConfigurationFile.parse(
        folder.resolve("pressroom.yaml"),
        "pressroom: worker/1\n" + text,
        Map.of("SECRET", "s3cret", "LEASE", "45s", "QUEUE", "fast"),
        settings);
  }

  private List<String> problems(String text) {
    return catchThrowableOfType(ConfigurationException.class, () -> parse(text)).problems().stream()
        .map(Problem::toString)
        .toList();
  }

  @Test
  void theSampleSaysTheDefaults() throws IOException {
    assertThat(WorkerConfig.load(SAMPLE)).isEqualTo(WorkerConfig.defaults(SAMPLE.getParent()));
  }

  @Test
  void dataSourcesThatNoPressCouldBeToldAreRefused() {
    String half = "jdbc:h2:mem:" + "x".repeat(500 << 10);
    assertThat(problems("dataSources: {a: {url: " + half + "}, b: {url: " + half + "}}\n"))
        .filteredOn(problem -> problem.contains("dataSources.b makes"))
        .singleElement()
        .asString()
        .contains(
            "dataSources.b makes the data sources, credentials included, larger than the 960 KB");
  }

  @Test
  void theSampleNamesEveryKey() throws IOException {
    String sample = Files.readString(SAMPLE);
    assertThat(sample).contains("\nqueue:", "\ndataSources:".replace("\n", "# "));
    for (Class<?> part :
        List.of(
            Folders.class,
            WorkerSettings.class,
            PressSettings.class,
            JobSettings.class,
            LogSettings.class,
            DataSourceSettings.class,
            SessionRules.class,
            QueueSettings.class,
            QueueSettings.Artifacts.class)) {
      for (RecordComponent component : part.getRecordComponents()) {
        if (Set.of("name", "variables", "login", "where", "most").contains(component.getName())
            && !part.equals(WorkerSettings.class)) {
          continue;
        }
        assertThat(sample).containsPattern("\\n[ #]*" + component.getName() + ":");
      }
    }
  }

  @Test
  void theSamplesExampleOfDataSourcesIsRead() throws IOException {
    Files.writeString(folder.resolve("warehouse.password"), "s3cret\n");
    String sample = Files.readString(SAMPLE);
    String example = sample.substring(sample.indexOf("# dataSources:")).replaceAll("(?m)^# ?", "");
    var config =
        ConfigurationFile.parse(
            folder.resolve("pressroom.yaml"),
            "pressroom: worker/1\n" + example,
            Map.of(
                "WAREHOUSE_KEY_PASSWORD",
                "k3y",
                "ARCHIVE_PASSWORD",
                "4rchive",
                "ACME_PASSWORD",
                "4cme"),
            settings);
    assertThat(config.dataSources().keySet()).containsExactly("warehouse", "archive");
    var warehouse = config.dataSources().get("warehouse");
    assertThat(warehouse.credentials().usual().password()).isEqualTo("s3cret");
    assertThat(warehouse.settings())
        .isEqualTo(Map.of("sslmode", "verify-full", "sslpassword", "k3y"));
    assertThat(config.dataSources().get("archive").url())
        .isEqualTo("jdbc:h2:file:" + folder.resolve("data/archive") + ";AUTO_SERVER=TRUE");
    assertThat(config.toString()).doesNotContain("s3cret", "k3y", "4rchive");
  }

  @Test
  void anotherSpoolTakesWhatIsPublishedWithinItAlong() {
    Path other = folder.resolve("other");
    WorkerConfig within = parse("").withSpool(other);
    WorkerConfig outside = parse("published: files\n").withSpool(other);

    assertThat(within.queue().url()).isEqualTo("spool:" + other);
    assertThat(within.folders().published()).isEqualTo(other.resolve("published"));
    assertThat(outside.folders().published()).isEqualTo(folder.resolve("files"));
    assertThat(parse("queue: jdbc:postgresql:x\n").withSpool(other).queue().url())
        .isEqualTo("spool:" + other);
  }

  @Test
  void aQueueInADatabaseByItsUrl() {
    WorkerConfig config = parse("queue: jdbc:h2:file:./data/queue;AUTO_SERVER=TRUE\n");
    assertThat(config.queue().url())
        .isEqualTo("jdbc:h2:file:" + folder.resolve("data/queue") + ";AUTO_SERVER=TRUE");
    assertThat(config.queue().isSpool()).isFalse();
    assertThat(config.queue().directory()).isEqualTo(folder.resolve("work"));
    assertThat(config.definitions()).isEqualTo(folder.resolve("work/definitions"));
    assertThat(config.folders().published()).isEqualTo(folder.resolve("work/published"));
    assertThat(config.queue().artifacts().inDatabase()).isTrue();
  }

  @Test
  void aQueueInADatabaseWithAllThereIsToSay() throws IOException {
    Files.writeString(folder.resolve("queue.password"), "s3cret\n");
    WorkerConfig config =
        parse(
            """
            queue:
              url: jdbc:postgresql://db/pressroom
              user: pressroom
              password: {file: queue.password}
              directory: files
              artifacts: directory:../shared
              maxArtifact: 1g
              settings: {sslmode: verify-full, sslpassword: {env: SECRET}}
            """);
    assertThat(config.queue().login().user()).isEqualTo("pressroom");
    assertThat(config.queue().login().password()).isEqualTo("s3cret");
    assertThat(config.queue().directory()).isEqualTo(folder.resolve("files"));
    assertThat(config.folders().published()).isEqualTo(folder.resolve("files/published"));
    assertThat(config.queue().artifacts().folder()).contains(folder.getParent().resolve("shared"));
    assertThat(config.queue().artifacts().most()).isEqualTo(1L << 30);
    assertThat(config.queue().settings())
        .isEqualTo(Map.of("sslmode", "verify-full", "sslpassword", "s3cret"));
    assertThat(config.toString() + settings).doesNotContain("s3cret");
  }

  @Test
  void anotherDatabaseKeepsTheFolders() {
    String url = "jdbc:postgresql:x?password=s3cret&sslmode=verify-full";
    WorkerConfig config = parse("").withDatabase(url, folder.resolve("files"));
    assertThat(config.queue().url()).isEqualTo(url);
    assertThat(config.queue()).hasToString("jdbc:postgresql:x?password=…&sslmode=verify-full");
    assertThat(config.folders().published()).isEqualTo(folder.resolve("files/published"));
  }

  @Test
  void nothingButTheFirstLineGivesTheDefaults() {
    WorkerConfig config = parse("");
    assertThat(config.queue().url()).isEqualTo("spool:" + folder.resolve("work"));
    assertThat(config.folders())
        .isEqualTo(
            new Folders(
                folder.resolve("reports"),
                folder.resolve("plugins"),
                folder.resolve("schedules"),
                config.folders().cache(),
                folder.resolve("work/published")));
    assertThat(config.folders().cache().getFileName()).hasToString("pressroom");
    assertThat(config.worker().name()).endsWith("-" + ProcessHandle.current().pid());
    assertThat(config.worker().queues()).isEqualTo(List.of("default"));
    assertThat(config.worker().lease()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.presses().heap()).isEqualTo(256L * 1024 * 1024);
    assertThat(config.presses().maxTimeout()).isEqualTo(Duration.ofHours(24));
    assertThat(config.dataSources()).isEmpty();
  }

  @Test
  void whatIsStatedIsTaken() {
    WorkerConfig config =
        parse(
            """
            queue: spool:/var/spool/pressroom
            reports: ../definitions
            worker:
              name: w1
              queues: [interactive, default]
              lease: 3s
              heartbeat: 500ms
              grace: 0s
            presses: {count: 8, heap: 1g, silence: 1s, ping: 300ms, jvmOptions: ["-Dx=y"]}
            """);
    assertThat(config.queue().url()).isEqualTo("spool:/var/spool/pressroom");
    assertThat(config.folders().reports()).isEqualTo(folder.getParent().resolve("definitions"));
    assertThat(config.folders().published()).isEqualTo(Path.of("/var/spool/pressroom/published"));
    assertThat(config.worker())
        .isEqualTo(
            new WorkerSettings(
                "w1",
                List.of("interactive", "default"),
                Duration.ofSeconds(3),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ZERO,
                256L << 20));
    assertThat(config.presses().heap()).isEqualTo(1L << 30);
    assertThat(config.presses().jvmOptions()).isEqualTo(List.of("-Dx=y"));
  }

  @Test
  void emptySectionsMeanTheirDefaults() {
    assertThat(parse("worker:\npresses:\ndataSources:\n")).isEqualTo(parse(""));
  }

  @Test
  void allProblemsAreToldAtOnceInTheOrderOfTheFile() {
    assertThat(
            problems(
                """
                worker:
                  lease: 30s
                  heartbeat: 20s
                  hartbeat: 5s
                  lease: 40s
                presses:
                  count: 0
                  heap: 256
                reprots: here
                """))
        .containsExactly(
            "pressroom.yaml:4:3 worker.heartbeat=20s leaves no room in worker.lease=30s; set it to"
                + " 10s or less",
            "pressroom.yaml:5:3 worker.hartbeat is not a setting; did you mean worker.heartbeat?",
            "pressroom.yaml:6:3 worker.lease stands in line 3 already; remove one of the two",
            "pressroom.yaml:7:1 presses.silence=15s and worker.heartbeat=20s together must be"
                + " shorter than worker.lease=30s by more than the 1100ms that a press may take to"
                + " notice, or a frozen worker's press could outlive its lease; lower one or raise"
                + " the lease",
            "pressroom.yaml:8:3 presses.count=0 is not a number from 1 to 1000",
            "pressroom.yaml:9:3 presses.heap=256 is not a size; write a number with k, m or g, such"
                + " as 256m",
            "pressroom.yaml:10:1 reprots is not a setting; did you mean reports?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          worker: {lease: 60}                    | worker.lease=60 is not a duration
          worker: {poll: 0s}                     | worker.poll=0s is no time at all
          worker: {name: 'my worker'}            | worker.name=my worker is not a worker's name
          worker: {queues: []}                   | worker.queues=[] names no queue
          worker: {queues: [Fast]}               | "Fast", which is not a queue's name
          worker: {queues: [a, a]}               | names a queue twice
          worker: {queues: default}              | worker.queues is not a list of values
          worker: 5                              | worker is a value; write keys below it
          worker: {lease: }                      | worker.lease has no value
          worker: {lease: [1s]}                  | worker.lease is a list, not one value
          worker: {poll: *x}                     | aliases and tags are not read
          presses: {ping: 6s}                    | leaves no room in presses.silence=15s; set it to 5s
          presses: {heap: 16m}                   | presses.heap=16m is too small
          presses: {timeout: 25h}                | longer than presses.maxTimeout=24h
          presses: {java: /nowhere}              | presses.java=/nowhere is not the home of a Java
          presses: {jvmOptions: [-Xmx1g]}        | say presses.heap instead
          presses: {jvmOptions: ['-XX:MaxHeapSize=1g']} | say presses.heap instead
          presses: {jvmOptions: ['-XX:MaxRAMPercentage=90']} | say presses.heap instead
          queue: 'spol:work'                     | queue=spol:work is not a store's URL
          presses: {jvmOptions: [x]}             | is no option
          worker: {lease: {env: NOT_SET}}        | worker.lease.env=NOT_SET is not set
          worker: {lease: {file: nofile}}        | worker.lease.file=nofile cannot be read
          worker: {lease: {env: LEASE, defalt: 1s}} | did you mean worker.lease.default?
          worker: {lease: {seconds: 1}}          | is a map, not one value; write it, or {env: NAME}
          worker: {lease: {env: A, file: b}}     | needs either file or env, and not both
          jobs: {locale: germany}                | jobs.locale=germany is not a language's tag
          jobs: {timeZone: Berlin}               | jobs.timeZone=Berlin is not a time zone
          jobs: {local: de}                      | did you mean jobs.locale?
          log: {format: xml}                     | log.format=xml is none of text, json
          dataSources: {a: {url: 'jdbc:x:', conectTimeout: 1s}} | did you mean dataSources.a.connectTimeout?
          dataSources: {a: {url: 'jdbc:x:', readTimeout: 8d}} | is longer than 7d
          dataSources: {a: {url: 'jdbc:postgresql:x', session: {'a b': x}}} | is not a setting's name
          dataSources: {a: {url: 'jdbc:postgresql:x', credentials: {ACME: {user: u}}}} | is neither a tenant
          dataSources: {a: {url: 'jdbc:postgresql:x', credentials: {acme: {usr: u}}}} | did you mean dataSources.a.credentials.acme.user?
          dataSources: {a: {url: 'jdbc:postgresql:x', credentials: {acme: {}}}} | acme.user is missing
          queue: work                            | queue=work is not a store's URL
          queue: 'jdbc:postgresql://db/x?password=s3cret' | queue holds a password; take it out
          queue: {url: 'jdbc:postgresql:x', password: s3cret} | queue.password never stands in this file
          queue: {directory: files}              | queue.url= is not the URL of a database
          queue: {url: 'jdbc:postgresql:x', folder: f} | queue.folder is not a setting
          queue: {url: 'jdbc:postgresql:x', artifacts: s3} | queue.artifacts=s3 is none of database, none
          queue: 'jdbc:h2:file:./queue'          | append ;AUTO_SERVER=TRUE
          queue: 'jdbc:h2:mem:queue'             | in one process's memory
          dataSources: {'a b': {url: 'jdbc:x:'}} | is not a data source's name
          dataSources: {a: {user: x}}            | dataSources.a.url is missing
          dataSources: {a: {url: 'x:y'}}         | is not a JDBC URL
          dataSources: {a: {url: 'jdbc:h2:mem:x'}} | dataSources.a.url=jdbc:h2:mem:x is in one process's memory
          dataSources: {a: {url: 'jdbc:h2:./x'}} | append ;AUTO_SERVER=TRUE
          dataSources: {a: {url: 'jdbc:x:', settings: {user: x}}} | has a key of its own
          dataSources: {a: {url: 'jdbc:x:', password: {env: NOT_SET}}} | password.env=NOT_SET is not set
          dataSources: {a: {url: 'jdbc:x:', password: {file: nofile}}} | password.file=nofile cannot be read
          dataSources: {a: {url: 'jdbc:x:', password: {}}} | needs either file or env
          dataSources: {a: {url: 'jdbc:x:', password: {fiel: x}}} | did you mean dataSources.a.password.file
          """)
  void aValueOutOfRangeIsToldWithItsRule(String text, String problem) {
    assertThat(problems(text)).first().asString().contains("pressroom.yaml:2:");
    assertThat(String.join("\n", problems(text))).contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dataSources: {a: {url: 'jdbc:x:', password: s3cret}}                     | never stands in this file
          dataSources: {a: {url: 'jdbc:x:', settings: {sslpassword: s3cret}}}      | never stands in this file
          dataSources: {a: {url: 'jdbc:postgresql://h/x?user=u&password=s3cret'}}  | holds a password
          dataSources: {a: {url: 'jdbc:h2:tcp://h/x;PASSWORD=s3cret'}}             | holds a password
          dataSources: {a: {url: 'jdbc:postgresql://u:s3cret@h/x'}}                | holds a password
          dataSources: {a: {url: 'jdbc:postgresql://u:s3cret/x@h/x'}}              | holds a password
          dataSources: {a: {url: 'jdbc:oracle:thin:scott/s3cret@h:1521/x'}}        | holds a password
          dataSources: {a: {url: 'jdbc:x:', credentials: {acme: {user: u, password: s3cret}}}} | never stands in this file
          dataSources: {a: {url: 'jdbc:x:', password: {env: NOT_SET, default: s3cret}}} | has a key other than
          dataSources: {a: {url: 'jdbc:x:', password: "s3cret                      | is not YAML
          dataSources: {a: {url: 'jdbc:x:', password: "xx\\s3cret"}}                | is not YAML
          dataSources: {a: {url: 'jdbc:x:', password: @s3cret}}                    | is not YAML
          dataSources: {a: {url: 'jdbc:x:', password: s3cret: s3cret}}             | is not YAML
          dataSources: {a: {url: 'jdbc:x:', password: !s3cret }}                   | uses the tag
          dataSources: {a: {url: 'jdbc:x:', password: !s3cret!x }}                 | is not YAML
          dataSources: {a: {url: 'jdbc:x:', password: !<s3cret}}                   | is not YAML
          dataSources: {a: {url: 'jdbc:x:', password: &s3cret}}                    | anchor or alias
          dataSources: {a: {url: 'jdbc:x:', password: *s3cret}}                    | anchor or alias
          dataSources: {a: {url: 'jdbc:x:', password: [s3cret]}}                   | never stands in this file
          dataSources: {a: {url: 'jdbc:x:', password: {s3cret}}}                   | has a key other than env and file
          """)
  void aSecretInTheFileIsRefusedAndNotRepeated(String text, String problem) {
    assertThat(String.join("\n", problems(text))).contains(problem).doesNotContain("s3cret");
  }

  @Test
  void aPasswordComesFromTheEnvironmentOrAFileWithoutItsLastNewline() throws IOException {
    Files.writeString(folder.resolve("pw"), " s3cret \r\n");
    WorkerConfig config =
        parse(
            """
            dataSources:
              a: {url: "jdbc:x:a", user: u, password: {env: SECRET}}
              b: {url: "jdbc:x:b", password: {file: pw}}
              c: {url: "jdbc:x:c"}
            """);
    assertThat(config.dataSources().get("a").credentials().usual().password()).isEqualTo("s3cret");
    assertThat(config.dataSources().get("b").credentials().usual().password())
        .isEqualTo(" s3cret ");
    assertThat(config.dataSources().get("c").credentials()).isEqualTo(Credentials.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                          | does not begin with "pressroom: worker/1"
          queue: x                    | does not begin with "pressroom: worker/1"
          pressroom: worker/2         | it reads worker/1
          pressroom: report/1         | it reads worker/1
          - a                         | does not begin with "pressroom: worker/1"
          """)
  void aFileOfAnotherKindIsRefusedAtOnce(String text, String problem) {
    Path file = folder.resolve("pressroom.yaml");
    var e =
        catchThrowableOfType(
            ConfigurationException.class,
            () -> ConfigurationFile.parse(file, text, Map.of(), settings));
    assertThat(e.problems()).hasSize(1);
    assertThat(e).hasMessageContaining(problem).hasMessageEndingWith("Nothing was started.");
  }

  @Test
  void anyValueMayStandElsewhereAndTellsWhere() throws IOException {
    Files.writeString(folder.resolve("grace"), "5s\n");
    WorkerConfig config =
        parse(
            """
            worker:
              queues: [{env: QUEUE}, default]
              lease: {env: LEASE}
              poll: {env: NOT_SET, default: 2s}
              grace: {file: grace}
            jobs: {locale: de-CH, timeZone: Europe/Zurich}
            dataSources:
              a: {url: "jdbc:postgresql://h/x", user: u, password: {env: SECRET}, settings: {sslkey: {env: LEASE}}}
            """);
    assertThat(config.worker().queues()).containsExactly("fast", "default");
    assertThat(config.worker().lease()).isEqualTo(Duration.ofSeconds(45));
    assertThat(config.worker().poll()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.worker().grace()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.jobs()).hasToString("JobSettings[locale=de_CH, timeZone=Europe/Zurich]");
    assertThat(settings)
        .contains(
            new Setting("worker.lease", "45s", "environment variable LEASE"),
            new Setting("worker.poll", "2s", "line 5, NOT_SET unset"),
            new Setting("worker.grace", "5s", "file " + folder.resolve("grace")),
            new Setting("worker.heartbeat", "10s", "default"),
            new Setting("jobs.locale", "de-CH", "line 7"),
            new Setting("dataSources.a.password", "(secret)", "environment variable SECRET"),
            new Setting("dataSources.a.settings.sslkey", "(secret)", "environment variable LEASE"));
    assertThat(settings.toString()).doesNotContain("s3cret");
  }

  @Test
  void tenantsHaveCredentialsAndSessionsTheirRules() {
    DataSourceSettings a =
        parse(
                """
                dataSources:
                  a:
                    url: jdbc:postgresql://h/x
                    credentials:
                      acme: {user: acme_reports, password: {env: SECRET}}
                      acme/alice@acme.example: {user: alice}
                    session: {app.tenant: "{tenant}", role: reader}
                    connectTimeout: 45s
                    statementTimeout: 10m
                    readTimeout: 20m
                    maxSnapshotAge: 0s
                """)
            .dataSources()
            .get("a");
    assertThat(a.credentials())
        .isEqualTo(
            new Credentials(
                null,
                Map.of(
                    "acme", new Credentials.Login("acme_reports", "s3cret"),
                    "acme/alice@acme.example", new Credentials.Login("alice", null))));
    assertThat(a.session())
        .isEqualTo(
            new SessionRules(
                Map.of("app.tenant", "{tenant}", "role", "reader"),
                Duration.ofSeconds(45),
                Duration.ofMinutes(10),
                Duration.ofMinutes(20),
                Duration.ZERO));
    assertThat(a.toString()).doesNotContain("s3cret");
  }

  @Test
  void aSecondDocumentIsRefused() {
    assertThat(problems("---\nqueue: spool:x\n")).first().asString().contains("second document");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    Path missing = folder.resolve("missing.yaml");
    assertThat(catchThrowableOfType(ConfigurationException.class, () -> WorkerConfig.load(missing)))
        .hasMessageContaining(missing + " does not exist");
    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, "pressroom: worker/1 # é".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(catchThrowableOfType(ConfigurationException.class, () -> WorkerConfig.load(latin)))
        .hasMessageContaining("is not UTF-8");
  }
}
