package dev.pressroom.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a document looks like, said before its first row.
 *
 * @param title at the top of the first page, and the document's title for viewers; may be empty
 * @param columns in their order, at least one
 * @param groups the keys of groups, outermost first, for formats without bands, which put a key
 *     into a column before the others unless it is named as one of them; may be empty
 */
public record Layout(
    String title,
    List<Column> columns,
    List<Column> groups,
    PageBand pageHeader,
    PageBand pageFooter,
    PageSetup page,
    Theme theme) {

  /** Beyond this nothing is readable, and a mistake more likely than a wish. */
  static final int MOST_COLUMNS = 200;

  /** Deeper than that a reader has lost the way long ago. */
  static final int MOST_GROUPS = 20;

  /** A layout that looks as usual. */
  public Layout(
      String title,
      List<Column> columns,
      List<Column> groups,
      PageBand pageHeader,
      PageBand pageFooter,
      PageSetup page) {
    this(title, columns, groups, pageHeader, pageFooter, page, Theme.STANDARD);
  }

  public Layout {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(pageHeader, "pageHeader");
    Objects.requireNonNull(pageFooter, "pageFooter");
    Objects.requireNonNull(page, "page");
    Objects.requireNonNull(theme, "theme");
    columns = List.copyOf(columns);
    if (columns.isEmpty() || columns.size() > MOST_COLUMNS) {
      throw new IllegalArgumentException(
          "a layout of " + columns.size() + " columns; give it 1 to " + MOST_COLUMNS);
    }
    groups = List.copyOf(groups);
    if (groups.size() > MOST_GROUPS) {
      throw new IllegalArgumentException(
          "a layout of " + groups.size() + " groups; give it at most " + MOST_GROUPS);
    }
    refuseTwice("columns", columns);
    refuseTwice("groups", groups);
  }

  private static void refuseTwice(String what, List<Column> columns) {
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException(
            "two %s are named \"%s\"; give each its own name".formatted(what, column.name()));
      }
    }
  }

  /** Starts a layout on A4 with "1 / 3" at the foot of its pages. */
  public static Builder titled(String title) {
    return new Builder(title);
  }

  /** Builds a layout; for one thread. */
  public static final class Builder {
    private final String title;
    private final List<Column> columns = new ArrayList<>();
    private final List<Column> groups = new ArrayList<>();
    private PageBand pageHeader = PageBand.NONE;
    private PageBand pageFooter = PageBand.of(null, null, "{page} / {pages}");
    private Theme theme = Theme.STANDARD;
    private PageSetup page = PageSetup.A4;

    private Builder(String title) {
      this.title = title;
    }

    public Builder column(Column column) {
      columns.add(column);
      return this;
    }

    /** Names the next inner level of groups by what its key is; see {@link Document#group}. */
    public Builder group(Column key) {
      groups.add(key);
      return this;
    }

    public Builder pageHeader(PageBand band) {
      pageHeader = band;
      return this;
    }

    public Builder pageFooter(PageBand band) {
      pageFooter = band;
      return this;
    }

    public Builder theme(Theme look) {
      theme = look;
      return this;
    }

    public Builder page(PageSetup setup) {
      page = setup;
      return this;
    }

    /**
     * @throws IllegalArgumentException if there is no column, or two columns or groups have one
     *     name
     */
    public Layout build() {
      return new Layout(title, columns, groups, pageHeader, pageFooter, page, theme);
    }
  }
}
