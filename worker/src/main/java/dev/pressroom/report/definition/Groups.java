package dev.pressroom.report.definition;

import dev.pressroom.report.Document;
import dev.pressroom.report.Format;
import dev.pressroom.report.ReportContext;
import dev.pressroom.report.ReportException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Opens and closes groups as their keys change, and keeps the totals of those that are open. A key
 * that comes back after another is an error: the engine does not sort, the database does.
 */
final class Groups {
  private final Content content;
  private final RowReader reader;
  private final ReportContext context;
  private final Document document;
  private final Map<String, Format> formats = new HashMap<>();
  private final Scopes scope;
  private final int depth;
  private final Object[] keys;
  private final SeenKeys[] seen;
  private final long[] rows;
  private final Object[] lastRow;

  /** One for each open group, and the document's own at the end. */
  private final Accumulator[][] totals;

  private boolean open;
  private boolean toldFull;

  Groups(Content content, RowReader reader, ReportContext context, Document document) {
    this.content = content;
    this.reader = reader;
    this.context = context;
    this.document = document;
    this.depth = content.groups().size();
    this.keys = new Object[depth];
    this.seen = new SeenKeys[depth];
    this.rows = new long[depth];
    this.lastRow = new Object[reader.indexes().size()];
    this.totals = new Accumulator[depth + 1][];
    for (int level = 0; level < depth; level++) {
      seen[level] = new SeenKeys();
    }
    Arrays.setAll(totals, level -> start());
    content.columns().forEach(column -> formats.put(column.name(), column.format()));
    scope =
        new Scopes(context)
            .with("title", content.title().in(new Scopes(context)))
            .withRow(reader.indexes(), index -> lastRow[index], formats);
  }

  private Accumulator[] start() {
    return content.columns().stream()
        .map(column -> column.total() == null ? null : column.total().start())
        .toArray(Accumulator[]::new);
  }

  /** Closes and opens what the reader's row asks for. */
  void before(List<Object> values) {
    int changed = open ? firstChange() : 0;
    if (open) {
      close(changed);
    }
    keepRow();
    for (int level = changed; level < depth; level++) {
      open(level);
    }
    open = true;
  }

  private int firstChange() {
    int level = 0;
    while (level < depth && Objects.equals(keys[level], reader.key(level))) {
      level++;
    }
    return level;
  }

  private void keepRow() {
    if (depth > 0) {
      for (int i = 0; i < lastRow.length; i++) {
        lastRow[i] = reader.ofQuery(i);
      }
    }
  }

  private void open(int level) {
    Content.GroupSpec group = content.groups().get(level);
    Object key = reader.key(level);
    if (!seen[level].add(key)) {
      throw cameBack(level, key);
    }
    if (seen[level].full() && !toldFull) {
      toldFull = true;
      context.warn(
          "group %s has more than a million keys; whether later ones come back is not checked"
              .formatted(group.by()));
    }
    keys[level] = key;
    rows[level] = 0;
    totals[level] = start();
    for (int inner = level + 1; inner < depth; inner++) {
      seen[inner].clear();
    }
    document.group(level, reader.keyAsRead(level));
    if (group.bookmark() != null) {
      document.bookmark(level, group.bookmark().in(scope));
    }
    if (group.header() != null) {
      document.groupHeader(level, group.header().in(scope));
    }
  }

  private ReportException cameBack(int level, Object key) {
    Content.GroupSpec group = content.groups().get(level);
    String order =
        content.groups().stream().map(Content.GroupSpec::by).collect(Collectors.joining(", "));
    return ReportException.permanent(
            ("group %s: the key %s comes back in row %d after others, so its rows are not together;"
                    + " add ORDER BY %s to the query")
                .formatted(
                    group.by(),
                    key == null ? "NULL" : "\"" + key + "\"",
                    reader.rowNumber(),
                    order))
        .at(
            new ReportException.Place(
                content.file(),
                group.at().line(),
                group.at().column(),
                null,
                0,
                reader.rowNumber()));
  }

  /** Takes the row into the totals of every open group. */
  void after(List<Object> values) {
    for (int level = 0; level < depth; level++) {
      rows[level]++;
    }
    for (int column = 0; column < values.size(); column++) {
      Object value = values.get(column);
      if (value != null && totals[depth][column] != null) {
        add(column, value);
      }
    }
  }

  private void add(int column, Object value) {
    try {
      for (Accumulator[] level : totals) {
        level[column].add(value);
      }
    } catch (IllegalArgumentException e) {
      Content.ColumnSpec spec = content.columns().get(column);
      throw ReportException.permanent(
          "column %s: total %s %s".formatted(spec.name(), spec.total().spelling(), e.getMessage()),
          e);
    }
  }

  /** Closes from the innermost group out to this level. */
  private void close(int outermost) {
    for (int level = depth - 1; level >= outermost; level--) {
      Content.GroupSpec group = content.groups().get(level);
      boolean wanted = group.footer() != null || (content.hasTotals() && !group.footerOff());
      if (wanted) {
        String label =
            group.footer() == null ? null : group.footer().in(scope.with("rows", rows[level]));
        document.groupFooter(level, label, results(totals[level]));
      }
    }
  }

  /** Closes what is open; call it if there was a row. */
  void end() {
    close(0);
    open = false;
  }

  List<Object> grandTotals() {
    return results(totals[depth]);
  }

  private static List<Object> results(Accumulator[] accumulators) {
    List<Object> results = new ArrayList<>();
    for (Accumulator accumulator : accumulators) {
      results.add(accumulator == null ? null : accumulator.result());
    }
    return results;
  }
}
