package dev.pressroom.cli;

import dev.pressroom.queue.QueueException;
import dev.pressroom.worker.ConnectionCheck;
import dev.pressroom.worker.ConnectionCheck.Tried;
import dev.pressroom.worker.Stores;
import dev.pressroom.worker.config.ConfigurationException;
import dev.pressroom.worker.config.Problem;
import dev.pressroom.worker.config.QueueSettings;
import dev.pressroom.worker.config.Setting;
import dev.pressroom.worker.config.WorkerConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        description =
            "Also open each data source with each of its logins, as a press would, and a queue in a"
                + " database.")
    private boolean connect;

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      List<Setting> settings = new ArrayList<>();
      List<Problem> problems = List.of();
      List<Tried> tried = List.of();
      Optional<Opened> queue = Optional.empty();
      try {
        WorkerConfig config = configuration.read(settings);
        if (connect) {
          tried = ConnectionCheck.of(config);
          queue = Opened.of(config.queue());
        }
      } catch (ConfigurationException e) {
        problems = e.problems();
      }
      Console console = new Console(spec.commandLine().getOut());
      if (json) {
        Map<String, Object> map = json(settings, problems, tried);
        queue.ifPresent(one -> map.put("queue", Fields.of("trouble", one.trouble())));
        console.json(map);
      } else {
        print(console, settings, problems, tried, queue);
      }
      boolean troubled =
          tried.stream().anyMatch(one -> one.trouble() != null)
              || queue.filter(one -> one.trouble() != null).isPresent();
      return !problems.isEmpty()
          ? ExitCode.CONFIGURATION
          : troubled ? ExitCode.FAILED : ExitCode.OK;
    }

    private void print(
        Console console,
        List<Setting> settings,
        List<Problem> problems,
        List<Tried> tried,
        Optional<Opened> queue) {
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
      queue.ifPresent(
          one -> console.line(one.trouble() == null ? "the queue can be opened" : one.trouble()));
      long count =
          problems.size()
              + tried.stream().filter(one -> one.trouble() != null).count()
              + queue.filter(one -> one.trouble() != null).stream().count();
      problems.forEach(problem -> console.line(problem.toString()));
      console.line(count == 0 ? "no problem" : count == 1 ? "1 problem" : count + " problems");
    }

    /** Whether a queue in a database could be opened; null for no trouble. */
    private record Opened(String trouble) {
      /** Empty for a spool, which is a folder that a worker makes. */
      static Optional<Opened> of(QueueSettings queue) {
        if (queue.isSpool()) {
          return Optional.empty();
        }
        try {
          Stores.forOperator(queue).close();
          return Optional.of(new Opened(null));
        } catch (QueueException e) {
          return Optional.of(new Opened("queue: " + e.getMessage()));
        }
      }
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
