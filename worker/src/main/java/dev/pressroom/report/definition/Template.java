package dev.pressroom.report.definition;

import dev.pressroom.report.Format;
import dev.pressroom.report.PageText;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A text with places: {@code Sales for {month:MMMM yyyy}}. {@code {{} is a brace. Read once, filled in
 * often.
 *
 * @param source as it was written
 */
record Template(String source, List<Part> parts) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Text, or a place with a name; one of the two is null. */
  record Part(String literal, String name, Format format) {}

  /** Where names have values. */
  interface Scope {
    Object value(String name);

    /** The format in which a name is shown if the place says none. */
    default Format format(String name) {
      return Format.AUTO;
    }

    Locale locale();

    ZoneId zone();

    /** What stands for a value that is null. */
    default String nothing() {
      return "–";
    }
  }

  Template {
    parts = List.copyOf(parts);
  }

  /** A text without places, whatever stands in it. */
  static Template literal(String text) {
    return new Template(text, List.of(new Part(text, null, null)));
  }

  /**
   * @throws IllegalArgumentException if a place is not closed, or holds something else than a name
   *     and a format
   */
  static Template parse(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '{' && text.startsWith("{{", i)) {
        literal.append('{');
        i += 2;
      } else if (c == '}' && text.startsWith("}}", i)) {
        literal.append('}');
        i += 2;
      } else if (c == '{') {
        int end = text.indexOf('}', i);
        if (end < 0) {
          throw new IllegalArgumentException(
              "\"%s\" has a { without }; close it, or write {{ for a brace".formatted(text));
        }
        if (literal.length() > 0) {
          parts.add(new Part(literal.toString(), null, null));
          literal.setLength(0);
        }
        parts.add(place(text.substring(i + 1, end)));
        i = end + 1;
      } else {
        literal.append(c);
        i++;
      }
    }
    if (literal.length() > 0) {
      parts.add(new Part(literal.toString(), null, null));
    }
    return new Template(text, parts);
  }

  private static Part place(String inside) {
    int colon = inside.indexOf(':');
    String name = (colon < 0 ? inside : inside.substring(0, colon)).strip();
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          ("{%s} is not a name; expressions are not supported yet by this version, write {name} or"
                  + " {name:format}, and {{ for a brace")
              .formatted(inside));
    }
    return new Part(null, name, colon < 0 ? null : Format.parse(inside.substring(colon + 1)));
  }

  /** The names in it, in their order. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    parts.stream().filter(p -> p.name != null).forEach(p -> names.add(p.name));
    return names;
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  /** The text with its places filled in. */
  String in(Scope scope) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(part.literal != null ? part.literal : shown(part, scope));
    }
    return text.toString();
  }

  /** The same, except that {@code page} and {@code pages} stay places. */
  PageText pageText(Scope scope) {
    List<PageText.Part> made = new ArrayList<>();
    for (Part part : parts) {
      if ("page".equals(part.name)) {
        made.add(new PageText.Part.Page());
      } else if ("pages".equals(part.name)) {
        made.add(new PageText.Part.Pages());
      } else {
        made.add(
            new PageText.Part.Literal(part.literal != null ? part.literal : shown(part, scope)));
      }
    }
    return new PageText(made);
  }

  private static String shown(Part part, Scope scope) {
    Object value = scope.value(part.name);
    if (value == null) {
      return scope.nothing();
    }
    Format format = part.format != null ? part.format : scope.format(part.name);
    try {
      return format.in(scope.locale(), scope.zone()).apply(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("{" + part.name + "} " + e.getMessage(), e);
    }
  }
}
