package dev.pressroom.demo;

import dev.pressroom.report.Document;
import dev.pressroom.report.Report;
import dev.pressroom.report.ReportContext;
import java.util.ArrayList;
import java.util.List;

/** A report that keeps what it reads, until the press has no memory left. */
public final class HungryReport implements Report {
  private static final int MEGABYTE = 1 << 20;

  /** For {@link java.util.ServiceLoader}. */
  public HungryReport() {}

  @Override
  public String name() {
    return "demo.out-of-memory";
  }

  @Override
  public void generate(ReportContext context, Document document) {
    List<byte[]> kept = new ArrayList<>();
    while (!context.stopRequested()) {
      kept.add(new byte[MEGABYTE]);
      context.progress(kept.size(), 0, "megabytes kept");
    }
  }
}
