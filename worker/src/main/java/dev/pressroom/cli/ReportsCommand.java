package dev.pressroom.cli;

import dev.pressroom.render.Renderers;
import dev.pressroom.report.Parameter;
import dev.pressroom.report.ReportException;
import dev.pressroom.report.definition.Definition;
import dev.pressroom.report.definition.Definitions;
import dev.pressroom.worker.config.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "reports",
    description = {
      "Lists the reports that can be asked for, or describes one.",
      "Java reports are told by their class, as their jars name them: their code is not loaded here."
    },
    mixinStandardHelpOptions = true)
final class ReportsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Configuration configuration;

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "The report to describe.")
  private String name;

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Console console = Console.of(spec);
    Folders folders = configuration.read().folders();
    List<JavaReports.Named> java = JavaReports.in(folders.plugins());
    if (name != null) {
      return describe(folders, java, console);
    }
    List<Map<String, Object>> all = new ArrayList<>();
    if (Files.isDirectory(folders.reports())) {
      Definitions definitions = Definitions.open(folders.reports(), Renderers.standard().names());
      for (String found : definitions.names()) {
        all.add(summary(definitions, found));
      }
    }
    java.forEach(report -> all.add(fields(report)));
    if (json) {
      console.json(all);
    } else if (all.isEmpty()) {
      console.line("no reports in " + folders.reports() + " or " + folders.plugins());
    } else {
      Table table =
          new Table().text("REPORT").sentence("TITLE").sentence("PARAMETERS").sentence("OUTPUTS");
      all.forEach(report -> addRow(table, report));
      console.table(table);
    }
    return ExitCode.OK;
  }

  private static void addRow(Table table, Map<String, Object> report) {
    table.row(
        report.get("name") != null ? report.get("name") : report.get("class"),
        report.containsKey("error")
            ? "broken: pressroom lint " + report.get("name")
            : report.containsKey("class")
                ? "(Java, " + report.get("jar") + ")"
                : report.get("title"),
        parameters(report),
        report.get("outputs") instanceof List<?> outputs
            ? String.join(", ", outputs.stream().map(Object::toString).toList())
            : "");
  }

  /** Their names; those that must be given have a star. */
  private static String parameters(Map<String, Object> report) {
    List<String> names = new ArrayList<>();
    if (report.get("parameters") instanceof List<?> parameters) {
      for (Object one : parameters) {
        Map<?, ?> parameter = (Map<?, ?>) one;
        names.add(
            parameter.get("name") + (Boolean.TRUE.equals(parameter.get("required")) ? "*" : ""));
      }
    }
    return String.join(", ", names);
  }

  private static Map<String, Object> summary(Definitions definitions, String name) {
    try {
      return fields(definitions.find(name));
    } catch (ReportException e) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", name);
      map.put("error", e.getMessage());
      return map;
    }
  }

  private static Map<String, Object> fields(Definition report) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", report.name());
    map.put("title", report.title());
    map.put("dataSource", report.dataSource().orElse(null));
    map.put("writes", report.writes());
    map.put("outputs", List.copyOf(new TreeSet<>(report.outputs())));
    map.put("parameters", report.parameters().stream().map(ReportsCommand::fields).toList());
    map.put("digest", report.digest());
    return map;
  }

  private static Map<String, Object> fields(Parameter parameter) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", parameter.name());
    map.put("type", parameter.typeName());
    map.put("required", needed(parameter));
    StoryJson.put(map, "default", parameter.defaultValue());
    StoryJson.put(map, "title", parameter.title());
    if (!parameter.choices().isEmpty()) {
      map.put("choices", parameter.choices());
    }
    StoryJson.put(map, "min", parameter.checks().min());
    StoryJson.put(map, "max", parameter.checks().max());
    StoryJson.put(map, "pattern", parameter.checks().pattern());
    StoryJson.put(map, "maxLength", parameter.checks().maxLength());
    return map;
  }

  private static boolean needed(Parameter parameter) {
    return !parameter.optional() && parameter.defaultValue() == null;
  }

  private static Map<String, Object> fields(JavaReports.Named report) {
    Map<String, Object> map = new LinkedHashMap<>();
    // Only its code knows it.
    map.put("name", null);
    map.put("class", report.type());
    map.put("jar", report.jar());
    return map;
  }

  private int describe(Folders folders, List<JavaReports.Named> java, Console console)
      throws IOException {
    for (JavaReports.Named report : java) {
      if (report.type().equals(name)) {
        if (json) {
          console.json(fields(report));
        } else {
          console.line(
              name
                  + " is a Java report in "
                  + report.jar()
                  + "; its code tells its name and"
                  + " parameters, and is loaded by presses only");
        }
        return ExitCode.OK;
      }
    }
    Definition report = definition(folders, java);
    if (json) {
      console.json(fields(report));
    } else {
      print(report, folders, console);
    }
    return ExitCode.OK;
  }

  private Definition definition(Folders folders, List<JavaReports.Named> java) throws IOException {
    if (!Files.isDirectory(folders.reports())) {
      throw WrongUsage.notFound(
          "the reports' folder "
              + folders.reports()
              + " is not there; name another with --config"
              + " FILE");
    }
    Definitions definitions = Definitions.open(folders.reports(), Renderers.standard().names());
    try {
      return definitions.find(name);
    } catch (ReportException e) {
      if (definitions.has(name)) {
        throw new WrongUsage(ExitCode.FAILED, e.getMessage());
      }
      throw WrongUsage.notFound(
          e.getMessage()
              + (java.isEmpty()
                  ? ""
                  : "; it may be the name of one of the Java reports, which only presses know"));
    }
  }

  private static void print(Definition report, Folders folders, Console console) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("Report", report.name());
    facts.put("Title", report.title());
    facts.put("Data source", report.dataSource().orElse(null));
    facts.put("Writes", report.writes() ? "into its data source" : null);
    facts.put("Outputs", String.join(", ", new TreeSet<>(report.outputs())));
    facts.put("Digest", report.digest());
    facts.put("Folder", folders.reports().resolve(report.name().replace('.', '/')));
    console.facts(facts);
    if (!report.parameters().isEmpty()) {
      console.line();
      Table table =
          new Table()
              .text("PARAMETER")
              .text("TYPE")
              .sentence("IF LEFT OUT")
              .sentence("RULES")
              .sentence("TITLE");
      report
          .parameters()
          .forEach(
              parameter ->
                  table.row(
                      parameter.name(),
                      parameter.typeName(),
                      needed(parameter)
                          ? "refused"
                          : parameter.defaultValue() == null ? "nothing" : parameter.defaultValue(),
                      rules(parameter),
                      parameter.title()));
      console.table(table);
    }
  }

  private static String rules(Parameter parameter) {
    List<String> rules = new ArrayList<>();
    if (!parameter.choices().isEmpty()) {
      rules.add("one of " + String.join(", ", parameter.choices()));
    }
    Parameter.Checks checks = parameter.checks();
    if (checks.min() != null) {
      rules.add("from " + checks.min());
    }
    if (checks.max() != null) {
      rules.add("to " + checks.max());
    }
    if (checks.pattern() != null) {
      rules.add("like " + checks.pattern());
    }
    if (checks.maxLength() != null) {
      rules.add("up to " + checks.maxLength() + " characters");
    }
    return String.join(", ", rules);
  }
}
