package dev.pressroom.report;

import java.util.Objects;

/**
 * What stands at the top or the bottom of every page: three lines side by side, each may be empty.
 */
public record PageBand(PageText left, PageText center, PageText right) {
  /** Shows nothing and takes no room. */
  public static final PageBand NONE = new PageBand(PageText.NONE, PageText.NONE, PageText.NONE);

  public PageBand {
    Objects.requireNonNull(left, "left");
    Objects.requireNonNull(center, "center");
    Objects.requireNonNull(right, "right");
  }

  /** A band of constant texts, each as {@link PageText#parse} reads it; null is an empty one. */
  public static PageBand of(String left, String center, String right) {
    return new PageBand(text(left), text(center), text(right));
  }

  private static PageText text(String text) {
    return text == null ? PageText.NONE : PageText.parse(text);
  }

  public boolean isEmpty() {
    return left.isEmpty() && center.isEmpty() && right.isEmpty();
  }

  /** Whether any of the three shows how many pages there are. */
  public boolean countsPages() {
    return left.countsPages() || center.countsPages() || right.countsPages();
  }
}
