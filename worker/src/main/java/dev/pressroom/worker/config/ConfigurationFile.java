package dev.pressroom.worker.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads the file's top level; each part reads itself. */
final class ConfigurationFile {
  static final String FORMAT_LINE = "pressroom: worker/1";
  private static final String SPOOL = "spool:";

  private ConfigurationFile() {}

  static WorkerConfig read(Path file, Map<String, String> environment) {
    try {
      return parse(file, Files.readString(file), environment);
    } catch (NoSuchFileException e) {
      throw unreadable(file, "does not exist; deploy/pressroom.yaml is a sample");
    } catch (CharacterCodingException e) {
      throw unreadable(file, "is not UTF-8 text; save it as UTF-8");
    } catch (IOException e) {
      throw unreadable(file, "cannot be read: " + e);
    }
  }

  private static ConfigurationException unreadable(Path file, String why) {
    return new ConfigurationException(List.of(file + " " + why));
  }

  /**
   * @param file absolute; need not exist
   */
  static WorkerConfig parse(Path file, String text, Map<String, String> environment) {
    Problems problems = new Problems(String.valueOf(file.getFileName()));
    Node root = YamlTree.parse(text, problems);
    checkFormat(root, problems);
    Section section = new Section("", root, file.getParent(), problems);
    section.node("pressroom");

    String queue = queue(section);
    Path spool = queue.startsWith(SPOOL) ? Path.of(queue.substring(6)) : section.folder();
    Folders folders = Folders.read(section, spool);
    WorkerSettings worker = WorkerSettings.read(section.section("worker"));
    PressSettings presses = PressSettings.read(section.section("presses"), worker);
    var dataSources = new DataSources(environment).read(section.section("dataSources"));
    section.end();
    problems.throwIfAny();
    return new WorkerConfig(queue, folders, worker, presses, dataSources);
  }

  /** At once, and alone: in a file of another kind everything else would be wrong too. */
  private static void checkFormat(Node root, Problems problems) {
    Map<String, Node> entries = root == null ? null : root.entries();
    if (entries == null
        || entries.isEmpty()
        || !entries.keySet().iterator().next().equals("pressroom")) {
      problems.add(1, "does not begin with \"" + FORMAT_LINE + "\"; make that the first key");
      problems.throwIfAny();
    } else if (!"worker/1".equals(entries.get("pressroom").scalar())) {
      problems.add(
          entries.get("pressroom").line(),
          "pressroom="
              + entries.get("pressroom").scalar()
              + " is not a form that this version reads; it reads worker/1");
      problems.throwIfAny();
    }
  }

  /** A spool's path is made absolute, like every other. */
  private static String queue(Section section) {
    String queue = section.text("queue", SPOOL + "work");
    if (!queue.matches("[a-z][a-z0-9+.]*:.+")) {
      section.wrong("queue", "is not a store's URL; write spool: and a folder, as in spool:work");
      return SPOOL + section.folder().resolve("work");
    }
    return queue.startsWith(SPOOL)
        ? SPOOL + section.folder().resolve(queue.substring(SPOOL.length())).normalize()
        : queue;
  }
}
