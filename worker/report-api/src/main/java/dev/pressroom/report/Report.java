package dev.pressroom.report;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Something that can be asked for by name. A Java report is found by {@link
 * java.util.ServiceLoader} (a line in {@code META-INF/services/dev.pressroom.report.Report}); a
 * definition in YAML implements the same interface.
 *
 * <p>An instance is made once per press and serves many jobs, one at a time, on one thread: keep no
 * state between two calls of {@link #generate}.
 */
public interface Report {

  /**
   * The name under which jobs ask for it: {@code [a-z0-9]+([.-][a-z0-9]+)*}, up to 64 characters.
   * Never null, always the same.
   */
  String name();

  /** What may be asked of it, in the order in which people are shown it. Never null. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** The configured data source that {@link ReportContext#query} reads, if it reads one. */
  default Optional<String> dataSource() {
    return Optional.empty();
  }

  /**
   * Whether it writes into its data source, by {@link ReportContext#update}. What it writes is
   * committed after its artifacts are complete and only while its job still belongs to the worker,
   * and rolled back if it fails. The job may nevertheless run again after a crash: write so that a
   * second time does no harm.
   */
  default boolean writes() {
    return false;
  }

  /** The output formats that may be asked for, such as {@code pdf}. Empty means every one. */
  default Set<String> outputs() {
    return Set.of();
  }

  /**
   * Produces the report: exactly one {@link Document#begin}, then rows and bands in reading order.
   * Returning normally completes the artifacts; any exception fails the attempt.
   *
   * @throws ReportException to say whether trying again can help, and where the fault is
   * @throws Exception anything else: the attempt fails and is tried again if attempts are left
   */
  void generate(ReportContext context, Document document) throws Exception;
}
