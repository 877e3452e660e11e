package dev.pressroom.cli;

import dev.pressroom.queue.jdbc.Migrations;
import dev.pressroom.queue.jdbc.Migrations.Migration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "schema",
    description = {
      "Prints the SQL that makes the tables of a queue in a database, for those who migrate it"
          + " themselves; otherwise a worker does when it starts.",
      "Apply each version's part whole, in one transaction: psql -1 -v ON_ERROR_STOP=1 -f FILE"
    },
    mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DATABASE",
      defaultValue = "postgresql",
      description = "postgresql (if not said) or h2.")
  private Kind kind;

  @Option(
      names = "--after",
      paramLabel = "VERSION",
      defaultValue = "0",
      description =
          "Only what comes after that version: select max(version) from pressroom_schema.")
  private int after;

  enum Kind {
    postgresql(Migrations::postgresql),
    h2(Migrations::h2);

    private final Supplier<List<Migration>> migrations;

    Kind(Supplier<List<Migration>> migrations) {
      this.migrations = migrations;
    }
  }

  @Override
  public Integer call() {
    if (after < 0 || after > Migrations.LATEST) {
      throw WrongUsage.of(
          "--after "
              + after
              + " is no version that this program knows; write 0 to "
              + Migrations.LATEST
              + ". Nothing was printed.");
    }
    for (Migration migration : kind.migrations.get().subList(after, Migrations.LATEST)) {
      spec.commandLine().getOut().print("-- " + migration.file() + "\n" + migration.sql());
    }
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
