package dev.pressroom.cli;

import dev.pressroom.press.PluginFolder;
import dev.pressroom.press.Plugins;
import dev.pressroom.render.Renderers;
import dev.pressroom.report.ReportException;
import dev.pressroom.report.definition.Definitions;
import dev.pressroom.report.definition.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "lint",
    description = {
      "Checks definitions without a database; all of them, or those named.",
      "Java reports are loaded, too, as presses do; not with --reports."
    },
    mixinStandardHelpOptions = true)
final class LintCommand implements Callable<Integer> {
  private static final String PLUGINS = "plugins";

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
    try (Plugins plugins = plugins()) {
      return lint(definitions(), plugins);
    }
  }

  private int lint(Definitions definitions, Plugins plugins) throws IOException {
    List<String> wanted = names.isEmpty() ? definitions.names() : names;
    Map<String, List<Problem>> problems = new LinkedHashMap<>();
    Set<Problem> told = new LinkedHashSet<>();
    for (String name : wanted) {
      problems.put(name, untold(problems(definitions, name, plugins), told));
    }
    if (names.isEmpty()) {
      for (Problem problem : elsewhere(definitions)) {
        if (told.add(problem)) {
          problems.computeIfAbsent(problem.file(), file -> new ArrayList<>()).add(problem);
        }
      }
      plugins.names().forEach(name -> problems.putIfAbsent(name, List.of()));
    }
    List<String> inJava = names.isEmpty() ? plugins.lint(definitions::has) : List.of();
    Console console = Console.of(spec);
    int count = told.size() + inJava.size();
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      problems.forEach((name, found) -> all.put(name, Fields.problems(found)));
      if (!inJava.isEmpty()) {
        all.put(PLUGINS, inJava.stream().map(text -> Fields.problem(PLUGINS, 0, 0, text)).toList());
      }
      console.json(all);
    } else {
      problems.values().forEach(found -> found.forEach(one -> console.line(one.toString())));
      inJava.forEach(console::line);
      console.line(
          counted(problems.size(), "report")
              + ", "
              + (count == 0 ? "no problem" : counted(count, "problem")));
    }
    return inJava.isEmpty() && told.stream().allMatch(Problem::warning)
        ? ExitCode.OK
        : ExitCode.FAILED;
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

  /** Each problem once: several reports may extend the theme that has it. */
  private static List<Problem> untold(List<Problem> problems, Set<Problem> told) {
    return problems.stream().filter(told::add).toList();
  }

  private static List<Problem> problems(Definitions definitions, String name, Plugins plugins) {
    try {
      return definitions.lint(name);
    } catch (ReportException e) {
      if (plugins.names().contains(name)) {
        return List.of();
      }
      throw WrongUsage.notFound(
          e.getMessage()
              + ", nor a Java report of that name that can be loaded. Nothing was checked.");
    }
  }

  /** Of the configuration; a folder that is named has definitions only. */
  private Plugins plugins() {
    return folder != null
        ? Plugins.none()
        : new Plugins(new PluginFolder(configuration.read().folders().plugins()));
  }

  /** Those of themes, and folders with a definition whose names no job can have. */
  private static List<Problem> elsewhere(Definitions definitions) throws IOException {
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
