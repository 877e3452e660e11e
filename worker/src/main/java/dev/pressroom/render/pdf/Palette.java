package dev.pressroom.render.pdf;

import dev.pressroom.report.Color;
import dev.pressroom.report.Theme;
import java.util.EnumMap;
import java.util.Map;

/** A theme's colours as contents take them. */
final class Palette {
  /** Of a fill that is left out. */
  static final int NONE = -1;

  private final Map<Theme.Part, Integer> colors = new EnumMap<>(Theme.Part.class);

  Palette(Theme theme) {
    for (Theme.Part part : Theme.Part.values()) {
      colors.put(part, theme.color(part).map(Color::rgb).orElse(NONE));
    }
  }

  int of(Theme.Part part) {
    return colors.get(part);
  }
}
