package dev.pressroom.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The paper, for formats that have pages.
 *
 * @param margins between the paper's edges and everything that is drawn
 */
public record PageSetup(Size size, Orientation orientation, Margins margins) {
  /** Below this no column is readable. */
  private static final float LEAST_ROOM = 100;

  /** A4 upright with margins of 18 mm. */
  public static final PageSetup A4 =
      new PageSetup(Size.A4, Orientation.PORTRAIT, Margins.all(Length.mm(18)));

  public PageSetup {
    Objects.requireNonNull(size, "size");
    Objects.requireNonNull(orientation, "orientation");
    boolean upright = orientation == Orientation.PORTRAIT;
    float width = upright ? size.width : size.height;
    float height = upright ? size.height : size.width;
    if (width - margins.left().points() - margins.right().points() < LEAST_ROOM
        || height - margins.top().points() - margins.bottom().points() < LEAST_ROOM) {
      throw new IllegalArgumentException(
          "the margins leave less than 35mm of the paper; make them smaller");
    }
  }

  /** A size of paper; width and height are of the upright sheet, in points. */
  public enum Size {
    A3("A3", 841.89f, 1190.55f),
    A4("A4", 595.28f, 841.89f),
    A5("A5", 419.53f, 595.28f),
    LETTER("letter", 612, 792),
    LEGAL("legal", 612, 1008);

    private final String spelling;
    private final float width;
    private final float height;

    Size(String spelling, float width, float height) {
      this.spelling = spelling;
      this.width = width;
      this.height = height;
    }

    /**
     * Reads {@code A4}, {@code letter} and so on; case does not matter.
     *
     * @throws IllegalArgumentException if it is no size
     */
    public static Size parse(String text) {
      List<String> known =
          Arrays.stream(values()).map(s -> s.spelling).collect(Collectors.toList());
      return Arrays.stream(values())
          .filter(s -> s.spelling.equalsIgnoreCase(text.strip()))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(notOneOf(text, "a paper size", known)));
    }
  }

  /** Which edge is up. */
  public enum Orientation {
    PORTRAIT,
    LANDSCAPE;

    /**
     * Reads {@code portrait} or {@code landscape}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Orientation parse(String text) {
      return Arrays.stream(values())
          .filter(o -> o.name().toLowerCase(Locale.ROOT).equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      notOneOf(text, "an orientation", List.of("portrait", "landscape"))));
    }
  }

  /** Distances from the paper's edges. */
  public record Margins(Length top, Length right, Length bottom, Length left) {
    public Margins {
      Objects.requireNonNull(top, "top");
      Objects.requireNonNull(right, "right");
      Objects.requireNonNull(bottom, "bottom");
      Objects.requireNonNull(left, "left");
    }

    /** The same on all sides. */
    public static Margins all(Length length) {
      return new Margins(length, length, length, length);
    }
  }

  private static String notOneOf(String text, String what, List<String> known) {
    return "\""
        + text
        + "\" is not "
        + what
        + Suggestion.hint(text, known)
        + "; one of: "
        + String.join(", ", known);
  }

  /** The paper's width as it is held, in points. */
  public float width() {
    return orientation == Orientation.PORTRAIT ? size.width : size.height;
  }

  /** The paper's height as it is held, in points. */
  public float height() {
    return orientation == Orientation.PORTRAIT ? size.height : size.width;
  }
}
