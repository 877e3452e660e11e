package dev.pressroom.report.definition;

import dev.pressroom.report.Align;
import dev.pressroom.report.Color;
import dev.pressroom.report.Length;
import dev.pressroom.report.PageSetup;
import dev.pressroom.report.Picture;
import dev.pressroom.report.Theme;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a report or a theme itself says about its look; null is what it leaves to the theme below
 * it. Immutable.
 *
 * @param fonts empty for those that come with Pressroom
 * @param header a strip without any text for none at all
 */
record Look(
    Map<Theme.Part, Optional<Color>> colors,
    LogoPart logo,
    Optional<Theme.Fonts> fonts,
    PagePart page,
    Content.Strip header,
    Content.Strip footer) {
  private static final Length USUAL_HEIGHT = Length.mm(12);

  static final Look NONE = new Look(Map.of(), LogoPart.NONE, null, PagePart.NONE, null, null);

  /**
   * @param off whether it says that there is none
   */
  record LogoPart(boolean off, Picture picture, Length height, Boolean onEachPage, Align side) {
    static final LogoPart NONE = new LogoPart(false, null, null, null, null);
  }

  record PagePart(
      PageSetup.Size size,
      PageSetup.Orientation orientation,
      Length top,
      Length right,
      Length bottom,
      Length left) {
    static final PagePart NONE = new PagePart(null, null, null, null, null, null);
  }

  /** This one, and what it leaves open as another says. */
  Look over(Look below) {
    Map<Theme.Part, Optional<Color>> all = new EnumMap<>(Theme.Part.class);
    all.putAll(below.colors);
    all.putAll(colors);
    return new Look(
        all,
        logo.off || below.logo.off && logo.picture == null
            ? new LogoPart(true, null, null, null, null)
            : new LogoPart(
                false,
                first(logo.picture, below.logo.picture),
                first(logo.height, below.logo.height),
                first(logo.onEachPage, below.logo.onEachPage),
                first(logo.side, below.logo.side)),
        first(fonts, below.fonts),
        new PagePart(
            first(page.size, below.page.size),
            first(page.orientation, below.page.orientation),
            first(page.top, below.page.top),
            first(page.right, below.page.right),
            first(page.bottom, below.page.bottom),
            first(page.left, below.page.left)),
        over(header, below.header),
        over(footer, below.footer));
  }

  private static Content.Strip over(Content.Strip strip, Content.Strip below) {
    if (strip == null || below == null || strip.equals(Content.Strip.NONE)) {
      return first(strip, below);
    }
    return new Content.Strip(
        first(strip.left(), below.left()),
        first(strip.center(), below.center()),
        first(strip.right(), below.right()));
  }

  private static <T> T first(T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  Theme theme() {
    Theme.Logo placed =
        logo.picture == null
            ? null
            : new Theme.Logo(
                logo.picture,
                first(logo.height, USUAL_HEIGHT),
                first(logo.onEachPage, false),
                first(logo.side, Align.RIGHT));
    return new Theme(colors, placed, fonts == null ? null : fonts.orElse(null));
  }

  /**
   * @throws IllegalArgumentException if the margins leave no room
   */
  PageSetup pageSetup() {
    PageSetup.Margins usual = PageSetup.A4.margins();
    Function<Length, Length> margin = said -> first(said, usual.top());
    return new PageSetup(
        first(page.size, PageSetup.A4.size()),
        first(page.orientation, PageSetup.A4.orientation()),
        new PageSetup.Margins(
            margin.apply(page.top),
            margin.apply(page.right),
            margin.apply(page.bottom),
            margin.apply(page.left)));
  }
}
