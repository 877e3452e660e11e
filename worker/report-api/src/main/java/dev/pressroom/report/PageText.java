package dev.pressroom.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a page's header or footer: literal text with places for the page's number and the
 * number of pages. It is kept in parts so that data which happens to contain {@code {page}} stays
 * data.
 *
 * @param parts in reading order; empty shows nothing
 */
public record PageText(List<Part> parts) {
  /** Shows nothing. */
  public static final PageText NONE = new PageText(List.of());

  /** What a line is made of. */
  public sealed interface Part {
    /** Text as it is. */
    record Literal(String text) implements Part {}

    /** The number of the page, from 1. */
    record Page() implements Part {}

    /** How many pages the document has. */
    record Pages() implements Part {}
  }

  public PageText {
    parts = List.copyOf(parts);
  }

  /** This text and nothing else; braces in it mean nothing. */
  public static PageText literal(String text) {
    return text.isEmpty() ? NONE : new PageText(List.of(new Part.Literal(text)));
  }

  /**
   * Reads {@code Page {page} of {pages}}. For an author's own constant text; put data in with {@link
   * #literal} and {@link #plus}.
   *
   * @throws IllegalArgumentException if a brace holds anything else; {@code {{} is a brace
   */
  public static PageText parse(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("{{", i)) {
        literal.append('{');
        i++;
      } else if (text.charAt(i) == '{') {
        boolean page = text.startsWith("{page}", i);
        if (!page && !text.startsWith("{pages}", i)) {
          throw new IllegalArgumentException(
              "\"" + text.substring(i) + "\" is not {page} or {pages}; write {{ for a brace");
        }
        addLiteral(parts, literal);
        parts.add(page ? new Part.Page() : new Part.Pages());
        i = text.indexOf('}', i);
      } else {
        literal.append(text.charAt(i));
      }
    }
    addLiteral(parts, literal);
    return new PageText(parts);
  }

  private static void addLiteral(List<Part> parts, StringBuilder literal) {
    if (literal.length() > 0) {
      parts.add(new Part.Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  /** This line followed by another. */
  public PageText plus(PageText other) {
    List<Part> both = new ArrayList<>(parts);
    both.addAll(other.parts);
    return new PageText(both);
  }

  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /** Whether it shows how many pages there are, which is known only at the end. */
  public boolean countsPages() {
    return parts.stream().anyMatch(Part.Pages.class::isInstance);
  }

  /** The text of one page. */
  public String on(long page, long pages) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Part.Literal literal) {
        text.append(literal.text());
      } else {
        text.append(part instanceof Part.Page ? page : pages);
      }
    }
    return text.toString();
  }
}
