package dev.pressroom.cli;

import dev.pressroom.press.Version;
import dev.pressroom.queue.QueueException;
import dev.pressroom.worker.config.ConfigurationException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

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
      RunCommand.class,
      PreviewCommand.class,
      LintCommand.class,
      DemoCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done; 1 a job or report failed; 2 wrong usage; 3 configuration refused;",
      "4 queue unusable; 5 no such job or report; 6 still running; 70 a fault of the program."
    })
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
    return new CommandLine(new Pressroom())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Pressroom::explain);
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
