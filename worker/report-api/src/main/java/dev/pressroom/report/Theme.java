package dev.pressroom.report;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How documents of one house look, for formats that have a look. Immutable.
 *
 * @param colors of what is not as usual; a part that is there with nothing has no colour
 * @param logo or null
 * @param fonts null for those that come with Pressroom
 */
public record Theme(Map<Part, Optional<Color>> colors, Logo logo, Fonts fonts) {
  /** As usual. */
  public static final Theme STANDARD = new Theme(Map.of(), null, null);

  public Theme {
    Map<Part, Optional<Color>> copy = new EnumMap<>(Part.class);
    copy.putAll(colors);
    colors = Collections.unmodifiableMap(copy);
  }

  /** A part's colour; empty for a fill that is left out. */
  public Optional<Color> color(Part part) {
    return colors.getOrDefault(part, part.usual());
  }

  /** What has a colour of its own. */
  public enum Part {
    TITLE("title", 0x1C456B),
    TEXT("text", 0x212933),
    HEAD("columnHeader", 0x1C456B),
    HEAD_FILL("columnHeaderFill", -1),
    GROUP("groupHeader", 0x1C456B),
    GROUP_FILL("groupHeaderFill", 0xE6EDF6),
    ZEBRA("zebra", 0xF7F9FB),
    RULE("rule", 0xB8C4D4),
    PAGE_BAND("pageBand", 0x6B7887);

    private final String spelling;
    private final int usual;

    Part(String spelling, int usual) {
      this.spelling = spelling;
      this.usual = usual;
    }

    /** As themes write it. */
    public String spelling() {
      return spelling;
    }

    /** Whether it can be left out: a text without colour cannot be read. */
    public boolean fill() {
      return this == HEAD_FILL || this == GROUP_FILL || this == ZEBRA || this == RULE;
    }

    private Optional<Color> usual() {
      return usual < 0 ? Optional.empty() : Optional.of(new Color(usual));
    }

    /** All of them, as themes write them. */
    public static List<String> spellings() {
      return Arrays.stream(values()).map(Part::spelling).toList();
    }
  }

  /**
   * A picture at the top.
   *
   * @param height its width follows
   * @param onEachPage in the page header; else beside the title only
   * @param side where it stands
   */
  public record Logo(Picture picture, Length height, boolean onEachPage, Align side) {}

  /** Fonts instead of those that come with Pressroom. */
  public record Fonts(Font regular, Font bold) {}
}
