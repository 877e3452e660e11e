package dev.pressroom.cli;

import dev.pressroom.worker.WorkerMain;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "worker",
    description = "Runs a worker until it is told to end (SIGTERM or Ctrl-C).",
    mixinStandardHelpOptions = true)
final class WorkerCommand implements Callable<Integer> {
  @Mixin private Setting setting;

  @Option(names = "--until-empty", description = "Run what there is, then end.")
  private boolean untilEmpty;

  @Override
  public Integer call() {
    return WorkerMain.run(setting.config(), untilEmpty);
  }
}
