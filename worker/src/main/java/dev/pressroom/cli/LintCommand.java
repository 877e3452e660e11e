package dev.pressroom.cli;

import dev.pressroom.render.Renderers;
import dev.pressroom.report.definition.Definitions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "lint",
    description = "Checks definitions without a database; all of them, or those named.",
    mixinStandardHelpOptions = true)
final class LintCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Setting setting;

  @Parameters(paramLabel = "REPORT", arity = "0..*", description = "Names of reports.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--reports",
      paramLabel = "DIR",
      description = "The folder of the definitions, instead of the configured one.")
  private Path folder;

  @Option(names = "--json", description = "For programs.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Path reports = folder != null ? folder : setting.config().folders().reports();
    Definitions definitions = Definitions.open(reports, Renderers.standard().names());
    List<String> wanted = names.isEmpty() ? definitions.names() : names;
    Map<String, List<String>> problems = new LinkedHashMap<>();
    for (String name : wanted) {
      problems.put(name, definitions.lint(name).stream().map(Object::toString).toList());
    }
    Console console = new Console(spec.commandLine().getOut());
    boolean clean = problems.values().stream().allMatch(List::isEmpty);
    if (json) {
      console.json(problems);
    } else {
      problems.values().forEach(found -> found.forEach(console::line));
      console.line(
          wanted.size()
              + (wanted.size() == 1 ? " report" : " reports")
              + ", "
              + (clean
                  ? "no problem"
                  : problems.values().stream().mapToInt(List::size).sum() + " problems"));
    }
    return clean ? ExitCode.OK : ExitCode.FAILED;
  }
}
