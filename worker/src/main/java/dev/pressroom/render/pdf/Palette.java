package dev.pressroom.render.pdf;

import dev.pressroom.report.Color;
import dev.pressroom.report.Theme;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** A theme's colours as a content stream wants them: parts of red, green and blue. */
final class Palette {
  private final Map<Theme.Part, String> colors = new EnumMap<>(Theme.Part.class);

  Palette(Theme theme) {
    for (Theme.Part part : Theme.Part.values()) {
      theme.color(part).ifPresent(color -> colors.put(part, operands(color)));
    }
  }

  private static String operands(Color color) {
    return String.format(
        Locale.ROOT,
        "%.3f %.3f %.3f",
        color.red() / 255.0,
        color.green() / 255.0,
        color.blue() / 255.0);
  }

  /** Null for a fill that is left out. */
  String of(Theme.Part part) {
    return colors.get(part);
  }
}
