package dev.pressroom.report.kit;

import dev.pressroom.render.Rendered;
import dev.pressroom.render.Renderer;
import dev.pressroom.report.Layout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Writes down what a report pushes. For one thread. */
final class Recording implements Renderer {
  private final List<Band> bands = new ArrayList<>();
  private Layout layout;

  Layout layout() {
    return layout;
  }

  List<Band> bands() {
    return Collections.unmodifiableList(bands);
  }

  @Override
  public void begin(Layout begun) {
    layout = begun;
  }

  @Override
  public void group(int level, Object key) {
    bands.add(new Band(Band.Kind.GROUP, level, null, Band.values(Collections.singletonList(key))));
  }

  @Override
  public void bookmark(int level, String title) {
    bands.add(new Band(Band.Kind.BOOKMARK, level, title, List.of()));
  }

  @Override
  public void groupHeader(int level, String text) {
    bands.add(new Band(Band.Kind.HEADER, level, text, List.of()));
  }

  @Override
  public void row(List<?> values) {
    bands.add(new Band(Band.Kind.ROW, 0, null, Band.values(values)));
  }

  @Override
  public void groupFooter(int level, String label, List<?> totals) {
    bands.add(new Band(Band.Kind.FOOTER, level, label, Band.values(totals)));
  }

  @Override
  public void summary(String label, List<?> totals) {
    bands.add(new Band(Band.Kind.SUMMARY, 0, label, Band.values(totals)));
  }

  @Override
  public void text(String paragraph) {
    bands.add(new Band(Band.Kind.TEXT, 0, paragraph, List.of()));
  }

  @Override
  public long bytes() {
    return 0;
  }

  @Override
  public Rendered finish() {
    return new Rendered(Path.of("recording"), 0, 0, "");
  }

  @Override
  public void close() {}
}
