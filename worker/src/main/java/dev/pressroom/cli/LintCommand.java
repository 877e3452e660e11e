package dev.pressroom.cli;

import dev.pressroom.render.Renderers;
import dev.pressroom.report.ReportException;
import dev.pressroom.report.definition.Definitions;
import dev.pressroom.report.definition.Problem;
import java.io.IOException;
import java.nio.file.Files;
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
  @Mixin private Configuration configuration;

  @Parameters(paramLabel = "REPORT", arity = "0..*", description = "Names of reports.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--reports",
      paramLabel = "DIR",
      description = "The folder of the definitions, instead of the configured one.")
  private Path folder;

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Definitions definitions = definitions();
    List<String> wanted = names.isEmpty() ? definitions.names() : names;
    Map<String, List<String>> problems = new LinkedHashMap<>();
    for (String name : wanted) {
      problems.put(name, problems(definitions, name));
    }
    if (names.isEmpty()) {
      for (Problem problem : unaskable(definitions)) {
        problems.put(problem.file(), List.of(problem.toString()));
      }
    }
    Console console = Console.of(spec);
    int count = problems.values().stream().mapToInt(List::size).sum();
    if (json) {
      console.json(problems);
    } else {
      problems.values().forEach(found -> found.forEach(console::line));
      console.line(
          counted(problems.size(), "report")
              + ", "
              + (count == 0 ? "no problem" : counted(count, "problem")));
    }
    return count == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private Definitions definitions() throws IOException {
    Path reports = folder != null ? folder : configuration.read().folders().reports();
    if (!Files.isDirectory(reports)) {
      throw WrongUsage.notFound(
          "the reports' folder "
              + reports.toAbsolutePath()
              + (Files.exists(reports) ? " is a file" : " is not there")
              + "; name it with --reports DIR or --config FILE. Nothing was checked.");
    }
    return Definitions.open(reports, Renderers.standard().names());
  }

  private static List<String> problems(Definitions definitions, String name) {
    try {
      return definitions.lint(name).stream().map(Object::toString).toList();
    } catch (ReportException e) {
      throw WrongUsage.notFound(
          e.getMessage() + "; reports in Java cannot be checked so. Nothing was checked.");
    }
  }

  /** Folders with a definition whose names no job can have. */
  private static List<Problem> unaskable(Definitions definitions) throws IOException {
    return definitions.lint().stream()
        .filter(problem -> !definitions.has(nameOf(problem.file())))
        .toList();
  }

  private static String nameOf(String file) {
    return file.substring(0, Math.max(0, file.lastIndexOf('/'))).replace('/', '.');
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
