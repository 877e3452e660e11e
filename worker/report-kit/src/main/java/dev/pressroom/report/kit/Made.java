package dev.pressroom.report.kit;

import dev.pressroom.report.Layout;
import java.util.List;
import java.util.Optional;

/**
 * What a report made in a test.
 *
 * @param layout as it began its document
 * @param bands all that it wrote, in reading order
 * @param warnings that it or a renderer gave
 * @param progress that it told, such as {@code 3 of 10 reading}
 */
public record Made(Layout layout, List<Band> bands, List<String> warnings, List<String> progress) {
  public Made {
    bands = List.copyOf(bands);
    warnings = List.copyOf(warnings);
    progress = List.copyOf(progress);
  }

  public String title() {
    return layout.title();
  }

  /** The values of all rows. */
  public List<List<Object>> rows() {
    return of(Band.Kind.ROW).stream().map(Band::values).toList();
  }

  /** The bands of one kind, in their order. */
  public List<Band> of(Band.Kind kind) {
    return bands.stream().filter(band -> band.kind() == kind).toList();
  }

  /** The summary, if there is one. */
  public Optional<Band> summary() {
    return of(Band.Kind.SUMMARY).stream().findFirst();
  }
}
