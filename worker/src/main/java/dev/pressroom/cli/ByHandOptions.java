package dev.pressroom.cli;

import picocli.CommandLine.Option;

/** What the verbs that run a report in the foreground have in common. */
final class ByHandOptions {
  @Option(
      names = "--commit",
      description = "Let stay what a report writes that does; else it is rolled back.")
  boolean commit;

  @Option(names = "--json", description = "Print JSON, for programs.")
  boolean json;
}
