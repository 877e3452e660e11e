package dev.pressroom.cli;

import dev.pressroom.press.Version;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "version",
    description = "Tells the versions of what runs here.",
    mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    if (json) {
      console.json(versions());
    } else {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("Pressroom", Version.CURRENT);
      facts.put(
          "Java",
          System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor"));
      facts.put("System", System.getProperty("os.name") + " " + System.getProperty("os.version"));
      console.facts(facts);
    }
    return ExitCode.OK;
  }

  /** What a colleague needs to know of a machine. */
  static Map<String, Object> versions() {
    Map<String, Object> versions = new LinkedHashMap<>();
    versions.put("pressroom", Version.CURRENT);
    versions.put("java", System.getProperty("java.runtime.version"));
    versions.put("vendor", System.getProperty("java.vendor"));
    versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    versions.put("architecture", System.getProperty("os.arch"));
    return versions;
  }
}
