package dev.pressroom.cli;

import dev.pressroom.press.Version;
import dev.pressroom.queue.QueueException;
import dev.pressroom.report.ReportException;
import dev.pressroom.report.Suggestion;
import dev.pressroom.worker.config.ConfigurationException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Locale;
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
      SchemaCommand.class,
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
      "4:queue or a file unusable",
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
          Console.harmless(
              "\"%s\" is not a verb%s; one of: %s"
                  .formatted(said, Suggestion.hint(said, verbs), String.join(", ", verbs))));
    } else {
      err.println(Console.harmless(e.getMessage()));
      UnmatchedArgumentException.printSuggestions(e, err);
      err.println(program + " --help tells what there is.");
    }
    return ExitCode.USAGE;
  }

  private static int explain(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    Integer code = code(e);
    if (code != null) {
      line.getErr().println(Console.harmless(words(e)));
      return code;
    }
    line.getErr().println("a fault of the program, please report it:");
    e.printStackTrace(line.getErr());
    return ExitCode.FAULT;
  }

  /** Null for a fault of the program. */
  private static Integer code(Exception e) {
    if (e instanceof ConfigurationException) {
      return ExitCode.CONFIGURATION;
    } else if (e instanceof QueueException
        || e instanceof IOException
        || e instanceof UncheckedIOException) {
      return ExitCode.QUEUE;
    } else if (e instanceof ReportException) {
      return ExitCode.FAILED;
    }
    return e instanceof WrongUsage wrong ? wrong.exitCode() : null;
  }

  /** Of what the system refuses, the path and the reason. */
  private static String words(Exception e) {
    Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
    if (cause instanceof FileSystemException file && file.getReason() == null) {
      String name = cause.getClass().getSimpleName().replaceAll("Exception$", "");
      String reason = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
      return file.getFile() + " cannot be used: " + reason;
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
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
