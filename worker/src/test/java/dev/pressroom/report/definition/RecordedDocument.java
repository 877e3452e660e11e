package dev.pressroom.report.definition;

import dev.pressroom.report.Document;
import dev.pressroom.report.Layout;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a report pushes, one line for each call. */
final class RecordedDocument implements Document {
  final List<String> lines = new ArrayList<>();
  Layout layout;

  @Override
  public void begin(Layout begun) {
    layout = begun;
    lines.add("begin " + begun.title());
  }

  @Override
  public void bookmark(int level, String title) {
    lines.add("bookmark " + level + " " + title);
  }

  @Override
  public void groupHeader(int level, String text) {
    lines.add("header " + level + " " + text);
  }

  @Override
  public void row(List<?> values) {
    lines.add("row " + values);
  }

  @Override
  public void groupFooter(int level, String label, List<?> totals) {
    lines.add("footer " + level + " " + label + " " + totals);
  }

  @Override
  public void summary(String label, List<?> totals) {
    lines.add("summary " + label + " " + totals);
  }

  @Override
  public void text(String paragraph) {
    lines.add("text " + paragraph);
  }
}
