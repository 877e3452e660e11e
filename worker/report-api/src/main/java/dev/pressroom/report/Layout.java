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
 */
public record Layout(
    String title, List<Column> columns, PageBand pageHeader, PageBand pageFooter, PageSetup page) {

  /** Beyond this nothing is readable, and a mistake more likely than a wish. */
  static final int MOST_COLUMNS = 200;

  public Layout {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(pageHeader, "pageHeader");
    Objects.requireNonNull(pageFooter, "pageFooter");
    Objects.requireNonNull(page, "page");
    columns = List.copyOf(columns);
    if (columns.isEmpty() || columns.size() > MOST_COLUMNS) {
      throw new IllegalArgumentException(
          "a layout of " + columns.size() + " columns; give it 1 to " + MOST_COLUMNS);
    }
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException(
            "two columns are named \"" + column.name() + "\"; give each its own name");
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
    private PageBand pageHeader = PageBand.NONE;
    private PageBand pageFooter = PageBand.of(null, null, "{page} / {pages}");
    private PageSetup page = PageSetup.A4;

    private Builder(String title) {
      this.title = title;
    }

    public Builder column(Column column) {
      columns.add(column);
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

    public Builder page(PageSetup setup) {
      page = setup;
      return this;
    }

    /**
     * @throws IllegalArgumentException if there is no column, or two have one name
     */
    public Layout build() {
      return new Layout(title, columns, pageHeader, pageFooter, page);
    }
  }
}
