package dev.pressroom.worker.config;

import dev.pressroom.yaml.Node;
import dev.pressroom.yaml.Position;
import dev.pressroom.yaml.YamlTree;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads the file's top level; each part reads itself. */
final class ConfigurationFile {
  static final String FORMAT_LINE = "pressroom: worker/1";
  private static final Duration SHORTEST_RETENTION = Duration.ofDays(2);

  private ConfigurationFile() {}

  /**
   * @param settings what was read goes here, also if there are problems
   */
  static WorkerConfig read(Path file, Map<String, String> environment, List<Setting> settings) {
    try {
      return parse(file, Files.readString(file), environment, settings);
    } catch (NoSuchFileException e) {
      throw unreadable(file, "does not exist; deploy/pressroom.yaml is a sample");
    } catch (CharacterCodingException e) {
      throw unreadable(file, "is not UTF-8 text; save it as UTF-8");
    } catch (IOException e) {
      throw unreadable(file, "cannot be read: " + e);
    }
  }

  private static ConfigurationException unreadable(Path file, String why) {
    return new ConfigurationException(List.of(new Problem(file.toString(), 0, 0, why)));
  }

  /**
   * @param file absolute; need not exist
   */
  static WorkerConfig parse(
      Path file, String text, Map<String, String> environment, List<Setting> settings) {
    Problems problems = new Problems(String.valueOf(file.getFileName()));
    Node root = read(text, problems);
    checkFormat(root, problems);
    Section section =
        Section.of(root, new Reading(file.getParent(), environment, problems, settings));
    section.node("pressroom");

    QueueSettings queue = QueueSettings.read(section);
    Folders folders = Folders.read(section, queue.directory());
    WorkerSettings worker = WorkerSettings.read(section.section("worker"));
    PressSettings presses = PressSettings.read(section.section("presses"), worker);
    Duration retention = retention(section);
    JobSettings jobs = JobSettings.read(section.section("jobs"));
    LogSettings log = LogSettings.read(section.section("log"));
    var dataSources = DataSources.read(section.section("dataSources"));
    section.end();
    problems.throwIfAny();
    return new WorkerConfig(queue, folders, worker, presses, retention, jobs, log, dataSources);
  }

  private static Node read(String text, Problems problems) {
    try {
      return YamlTree.read(text);
    } catch (YamlTree.Broken e) {
      problems.add(e.at(), e.getMessage());
      throw problems.exception();
    }
  }

  /** At once, and alone: in a file of another kind everything else would be wrong too. */
  private static void checkFormat(Node root, Problems problems) {
    var entries = root instanceof Node.Mapping mapping ? mapping.entries().entrySet() : null;
    var first = entries == null || entries.isEmpty() ? null : entries.iterator().next();
    if (first == null || !first.getKey().equals("pressroom")) {
      problems.add(
          Position.START, "does not begin with \"" + FORMAT_LINE + "\"; make that the first key");
      throw problems.exception();
    }
    String form = first.getValue().value() instanceof Node.Scalar scalar ? scalar.text() : "";
    if (!form.equals("worker/1")) {
      problems.add(
          first.getValue().at(),
          "pressroom=" + form + " is not a form that this version reads; it reads worker/1");
      throw problems.exception();
    }
  }

  private static Duration retention(Section section) {
    Duration retention = section.durationOrZero("retention", Duration.ZERO);
    if (!retention.isZero() && retention.compareTo(SHORTEST_RETENTION) < 0) {
      section.wrong(
          "retention",
          "is too short: jobs of the last two days always stay; set it to 2d or more, or to 0s to"
              + " keep them for ever");
    }
    return retention;
  }
}
