package dev.pressroom.report.definition;

import dev.pressroom.report.Align;
import dev.pressroom.report.Color;
import dev.pressroom.report.Font;
import dev.pressroom.report.Length;
import dev.pressroom.report.PageSetup;
import dev.pressroom.report.Picture;
import dev.pressroom.report.ReportException;
import dev.pressroom.report.Suggestion;
import dev.pressroom.report.Theme;
import dev.pressroom.yaml.Node;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Reads {@code logo}, {@code colors}, {@code font} and {@code page}, which reports and themes have
 * alike. Files that they name stand beside the file that names them.
 */
final class LookSection {
  /** The one family that comes with Pressroom. */
  private static final String BUNDLED = "liberation-sans";

  private static final Length TALLEST_LOGO = Length.mm(60);
  private static final List<String> PLACES = List.of("title", "pageHeader");
  private static final List<String> SIDES = List.of("left", "right");

  private final Section root;
  private final Sources sources;

  LookSection(Section root, Sources sources) {
    this.root = root;
    this.sources = sources;
  }

  Look read(Content.Strip header, Content.Strip footer) {
    return new Look(colors(), logo(), fonts(), page(), header, footer);
  }

  private Map<Theme.Part, Optional<Color>> colors() {
    Map<Theme.Part, Optional<Color>> colors = new EnumMap<>(Theme.Part.class);
    Section section = root.section("colors");
    if (section == null) {
      return colors;
    }
    for (Theme.Part part : Theme.Part.values()) {
      String key = part.spelling();
      Node node = section.node(key);
      if (node != null && node.isNull()) {
        section.problem(
            key, "is empty; a colour stands in quotes, \"#1C456B\", since # begins a comment");
      } else if (node != null) {
        Optional<Color> color = section.parsed(key, text -> color(part, text), null);
        if (color != null) {
          colors.put(part, color);
        }
      }
    }
    section.end();
    return colors;
  }

  private static Optional<Color> color(Theme.Part part, String text) {
    return part.fill() && text.equals("none") ? Optional.empty() : Optional.of(Color.parse(text));
  }

  private Look.LogoPart logo() {
    if (root.node("logo") instanceof Node.Scalar scalar && scalar.text().equals("none")) {
      return new Look.LogoPart(true, null, null, null, null);
    }
    Section section = root.section("logo");
    if (section == null) {
      return Look.LogoPart.NONE;
    }
    Look.LogoPart logo =
        new Look.LogoPart(
            false,
            file(section, "file", Picture.MOST_BYTES, Picture::new),
            section.parsed("height", LookSection::height, null),
            section.parsed(
                "place", text -> oneOf(text, PLACES, "a place").equals(PLACES.get(1)), null),
            section.parsed("side", LookSection::side, null));
    section.end();
    return logo;
  }

  private static Length height(String text) {
    Length height = Length.parse(text);
    if (height.points() < 1 || height.points() > TALLEST_LOGO.points()) {
      throw new IllegalArgumentException("\"" + text + "\" is not a logo's height; use up to 60mm");
    }
    return height;
  }

  private static Align side(String text) {
    return Align.valueOf(oneOf(text, SIDES, "a side").toUpperCase(Locale.ROOT));
  }

  private static String oneOf(String text, List<String> known, String what) {
    if (!known.contains(text)) {
      throw new IllegalArgumentException(
          "\"%s\" is not %s%s; one of: %s"
              .formatted(text, what, Suggestion.hint(text, known), String.join(", ", known)));
    }
    return text;
  }

  /** Null if nothing is said. */
  private Optional<Theme.Fonts> fonts() {
    if (!(root.node("font") instanceof Node.Mapping)) {
      String family = root.parsed("font", t -> oneOf(t, List.of(BUNDLED), "a font"), null);
      return family == null ? null : Optional.empty();
    }
    Section section = root.section("font");
    Font regular = file(section, "regular", Font.MOST_BYTES, Font::new);
    Font bold = file(section, "bold", Font.MOST_BYTES, Font::new);
    if (!section.has("regular")) {
      section.problems().add(section.at(), "font.regular is missing; name a .ttf file");
    }
    section.end();
    return regular == null
        ? null
        : Optional.of(new Theme.Fonts(regular, bold == null ? regular : bold));
  }

  /** What stands in a file beside this one; null, and noted, if it cannot be used. */
  private <T> T file(
      Section section, String key, int mostBytes, BiFunction<String, byte[], T> maker) {
    String file = section.text(key);
    if (file == null) {
      return null;
    }
    if (!QuerySection.FILE.matcher(file).matches()) {
      section.problem(key, "\"" + file + "\" is not the name of a file beside this one");
      return null;
    }
    try {
      return maker.apply(sources.relative(file), sources.bytes(file, mostBytes));
    } catch (ReportException | IllegalArgumentException e) {
      section.problem(key, e.getMessage());
      return null;
    }
  }

  private Look.PagePart page() {
    Section page = root.section("page");
    if (page == null) {
      return Look.PagePart.NONE;
    }
    PageSetup.Size size = page.parsed("size", PageSetup.Size::parse, null);
    PageSetup.Orientation orientation =
        page.parsed("orientation", PageSetup.Orientation::parse, null);
    Length[] margins = margins(page);
    page.end();
    return new Look.PagePart(size, orientation, margins[0], margins[1], margins[2], margins[3]);
  }

  /** Top, right, bottom, left; null what is not said. */
  private static Length[] margins(Section page) {
    Length[] margins = new Length[4];
    if (page.node("margins") instanceof Node.Mapping) {
      Section section = page.section("margins");
      List<String> edges = List.of("top", "right", "bottom", "left");
      for (int i = 0; i < edges.size(); i++) {
        margins[i] = section.parsed(edges.get(i), Length::parse, null);
      }
      section.end();
    } else {
      Arrays.fill(margins, page.parsed("margins", Length::parse, null));
    }
    return margins;
  }
}
