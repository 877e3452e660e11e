package dev.pressroom.cli;

import dev.pressroom.worker.ConnectionCheck;
import dev.pressroom.worker.ConnectionCheck.Tried;
import dev.pressroom.worker.config.ConfigurationException;
import dev.pressroom.worker.config.Problem;
import dev.pressroom.worker.config.Setting;
import dev.pressroom.worker.config.WorkerConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "config",
    description = "Looks at the worker's configuration.",
    synopsisSubcommandLabel = "check",
    mixinStandardHelpOptions = true,
    subcommands = ConfigCommand.Check.class)
final class ConfigCommand {
  @Command(
      name = "check",
      description = {
        "Tells every setting with where it comes from, and all that is wrong. Nothing is opened,"
            + " unless told so."
      },
      mixinStandardHelpOptions = true)
  static final class Check implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private Configuration configuration;

    @Option(
        names = "--connect",
        description = "Also open each data source with each of its logins, as a press would.")
    private boolean connect;

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      List<Setting> settings = new ArrayList<>();
      List<Problem> problems = List.of();
      List<Tried> tried = List.of();
      try {
        WorkerConfig config = configuration.read(settings);
        tried = connect ? ConnectionCheck.of(config) : tried;
      } catch (ConfigurationException e) {
        problems = e.problems();
      }
      Console console = new Console(spec.commandLine().getOut());
      if (json) {
        console.json(json(settings, problems, tried));
      } else {
        print(console, settings, problems, tried);
      }
      boolean troubled = tried.stream().anyMatch(one -> one.trouble() != null);
      return !problems.isEmpty()
          ? ExitCode.CONFIGURATION
          : troubled ? ExitCode.FAILED : ExitCode.OK;
    }

    private void print(
        Console console, List<Setting> settings, List<Problem> problems, List<Tried> tried) {
      console.table(
          List.of("SETTING", "FROM", "VALUE"),
          settings.stream().map(s -> List.of(s.key(), s.from(), s.value())).toList());
      console.line();
      for (Tried one : tried) {
        String whom = one.whom() == null ? "" : " for " + one.whom();
        console.line(
            one.trouble() == null
                ? "data source " + one.dataSource() + whom + " can be opened"
                : one.trouble());
      }
      long count = problems.size() + tried.stream().filter(one -> one.trouble() != null).count();
      problems.forEach(problem -> console.line(problem.toString()));
      console.line(count == 0 ? "no problem" : count == 1 ? "1 problem" : count + " problems");
    }

    private static Map<String, Object> json(
        List<Setting> settings, List<Problem> problems, List<Tried> tried) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put(
          "settings",
          settings.stream()
              .map(s -> Fields.of("key", s.key(), "value", s.value(), "from", s.from()))
              .toList());
      map.put(
          "problems",
          problems.stream()
              .map(p -> Fields.problem(p.file(), p.line(), p.column(), p.message()))
              .toList());
      map.put(
          "dataSources",
          tried.stream()
              .map(t -> Fields.of("name", t.dataSource(), "for", t.whom(), "trouble", t.trouble()))
              .toList());
      return map;
    }
  }
}
