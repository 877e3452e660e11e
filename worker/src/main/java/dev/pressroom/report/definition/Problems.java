package dev.pressroom.report.definition;

import dev.pressroom.report.ReportException;
import dev.pressroom.yaml.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Gathers what is wrong with one definition, so that its author hears everything at once. */
public final class Problems {
  /** A file of another kind would otherwise be reported line by line. */
  private static final int MOST = 50;

  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param file the definition's, relative to the reports' root
   */
  public Problems(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }

  public void add(Position at, String message) {
    addIn(file, at, message);
  }

  void addIn(String otherFile, Position at, String message) {
    if (problems.size() < MOST) {
      problems.add(new Problem(otherFile, at.line(), at.column(), message, false));
    }
  }

  /** What is no reason not to run the report, but surely not what its author wants. */
  void warn(Position at, String message) {
    if (problems.size() < MOST) {
      problems.add(new Problem(file, at.line(), at.column(), message, true));
    }
  }

  void addAll(Problems others) {
    others.problems.stream().limit(MOST - problems.size()).forEach(problems::add);
  }

  /** Whether there is nothing but warnings. */
  public boolean isEmpty() {
    return problems.stream().allMatch(Problem::warning);
  }

  /** In the order of the files' lines. */
  public List<Problem> sorted() {
    return problems.stream()
        .sorted(
            Comparator.comparing(Problem::file)
                .thenComparingInt(Problem::line)
                .thenComparingInt(Problem::column))
        .toList();
  }

  /**
   * @throws ReportException permanent, if there is a problem
   */
  void throwIfAny() {
    List<Problem> sorted = sorted().stream().filter(problem -> !problem.warning()).toList();
    if (sorted.isEmpty()) {
      return;
    }
    Problem first = sorted.get(0);
    String message =
        sorted.size() == 1
            ? first.toString()
            : sorted.size()
                + " things are wrong:\n  "
                + sorted.stream().map(Problem::toString).collect(Collectors.joining("\n  "));
    throw ReportException.permanent(message + ". Nothing was run.")
        .at(ReportException.Place.inFile(first.file(), first.line(), first.column()));
  }
}
