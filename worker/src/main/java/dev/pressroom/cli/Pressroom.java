package dev.pressroom.cli;

import dev.pressroom.press.Version;
import dev.pressroom.queue.QueueException;
import dev.pressroom.report.Suggestion;
import dev.pressroom.worker.config.ConfigurationException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code pressroom}. */
@Command(
    name = "pressroom",
    description = "Makes reports outside the applications that ask for them.",
    mixinStandardHelpOptions = true,
    versionProvider = Pressroom.ProgramVersion.class,
    synopsisSubcommandLabel = "VERB",
    subcommands = {
      WorkerCommand.class,
      SubmitCommand.class,
      ListCommand.class,
      ShowCommand.class,
      WatchCommand.class,
      CancelCommand.class,
      RetryCommand.class,
      QueuesCommand.class,
      PurgeCommand.class,
      DoctorCommand.class,
      PackCommand.class,
      ReportsCommand.class,
      RunCommand.class,
      PreviewCommand.class,
      LintCommand.class,
      ConfigCommand.class,
      SchedulesCommand.class,
      DemoCommand.class,
      VersionCommand.class,
      CompletionCommand.class,
      CommandLine.HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a job, report or worker failed",
      "2:wrong usage",
      "3:configuration refused",
      "4:queue unusable",
      "5:no such job, report or file",
      "6:still running when the time was over",
      "7:the doctor found something harmful",
      "70:a fault of the program"
    },
    footer = {"", "pressroom VERB --help tells all of a verb."})
public final class Pressroom {
  private Pressroom() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    if (arguments.length == 1 && arguments[0].equals("--version")) {
      // Most of what the command line's library costs is loading it.
      System.out.println(ProgramVersion.TEXT);
      return ExitCode.OK;
    }
    // Whatever the machine's locale says: names of people and products are in no one alphabet.
    PrintWriter out =
        new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    return line().setOut(out).execute(arguments);
  }

  static CommandLine line() {
    CommandLine line =
        new CommandLine(new Pressroom())
            .setUsageHelpAutoWidth(true)
            .setParameterExceptionHandler(Pressroom::refuse)
            .setExecutionExceptionHandler(Pressroom::explain);
    Converters.addTo(line);
    return line;
  }

  /** What is wrong, and where to read on: the whole help would push the message off the screen. */
  private static int refuse(ParameterException e, String[] arguments) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    String program = line.getCommandSpec().qualifiedName();
    if (arguments.length == 0) {
      line.usage(err);
    } else if (line.getParent() == null
        && e instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()) {
      List<String> verbs = List.copyOf(line.getSubcommands().keySet());
      String said = unmatched.getUnmatched().get(0);
      err.println(
          "\"%s\" is not a verb%s; one of: %s"
              .formatted(said, Suggestion.hint(said, verbs), String.join(", ", verbs)));
    } else {
      err.println(e.getMessage());
      UnmatchedArgumentException.printSuggestions(e, err);
      err.println(program + " --help tells what there is.");
    }
    return ExitCode.USAGE;
  }

  private static int explain(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    if (e instanceof ConfigurationException) {
      line.getErr().println(e.getMessage());
      return ExitCode.CONFIGURATION;
    }
    if (e instanceof QueueException) {
      line.getErr().println(e.getMessage());
      return ExitCode.QUEUE;
    }
    if (e instanceof WrongUsage wrong) {
      line.getErr().println(wrong.getMessage());
      return wrong.exitCode();
    }
    line.getErr().println("a fault of the program, please report it:");
    e.printStackTrace(line.getErr());
    return ExitCode.FAULT;
  }

  /** The version that {@code --version} prints. */
  static final class ProgramVersion implements IVersionProvider {
    static final String TEXT =
        "pressroom " + Version.CURRENT + " on Java " + Runtime.version().feature();

    @Override
    public String[] getVersion() {
      return new String[] {TEXT};
    }
  }
}
