package dev.pressroom.benchmark;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** What TABLES measures. Picocli fills it. */
final class TablesOptions {
  /** Parts of the table. */
  enum Part {
    DRAIN,
    SUBMIT,
    NOTICE,
    BACKLOG,
    SNAPSHOTS,
    MILLIONS
  }

  /** On what. */
  enum Product {
    POSTGRESQL,
    H2
  }

  @Option(
      names = "--part",
      paramLabel = "PART",
      description =
          "A part of TABLES: ${COMPLETION-CANDIDATES}; may be repeated; else all but millions.")
  private List<Part> parts = new ArrayList<>();

  @Option(
      names = "--database",
      paramLabel = "PRODUCT",
      description = "For TABLES: ${COMPLETION-CANDIDATES}; may be repeated; else all.")
  private List<Product> products = new ArrayList<>();

  @Option(
      names = "--snapshot-seconds",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "So long TABLES holds snapshots; ${DEFAULT-VALUE}.")
  private int snapshotSeconds;

  @Option(
      names = "--waiting",
      paramLabel = "JOBS",
      defaultValue = "1000000",
      description = "Jobs that wait in the part millions; ${DEFAULT-VALUE}.")
  private int waiting;

  @Option(
      names = "--finished",
      paramLabel = "JOBS",
      defaultValue = "10000000",
      description = "Jobs that have finished in the part millions; ${DEFAULT-VALUE}.")
  private int finished;

  Set<Part> parts() {
    return parts.isEmpty()
        ? EnumSet.complementOf(EnumSet.of(Part.MILLIONS))
        : EnumSet.copyOf(parts);
  }

  Set<Product> products() {
    return products.isEmpty() ? EnumSet.allOf(Product.class) : EnumSet.copyOf(products);
  }

  int snapshotSeconds() {
    return snapshotSeconds;
  }

  int waiting() {
    return waiting;
  }

  int finished() {
    return finished;
  }
}
