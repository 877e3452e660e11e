package dev.pressroom.report.definition;

import dev.pressroom.report.Column;
import dev.pressroom.report.Document;
import dev.pressroom.report.Format;
import dev.pressroom.report.Layout;
import dev.pressroom.report.PageBand;
import dev.pressroom.report.PageText;
import dev.pressroom.report.Parameter;
import dev.pressroom.report.ReportContext;
import dev.pressroom.report.ReportException;
import dev.pressroom.report.Rows;
import dev.pressroom.report.Width;
import dev.pressroom.yaml.Position;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** One run of a definition: from the query's first row to the summary, in one pass. */
final class Generation {
  private static final long ROWS_BETWEEN_REPORTS = 1000;

  private final Content content;
  private final ReportContext context;
  private final Document document;

  Generation(Content content, ReportContext context, Document document) {
    this.content = content;
    this.context = context;
    this.document = document;
  }

  void run() {
    long row = 0;
    checkChoices();
    try (Rows rows = query()) {
      RowReader reader = new RowReader(content, rows);
      boolean more = next(rows, 0);
      Layout layout = layout(reader, more);
      document.begin(layout);
      Groups groups = new Groups(content, reader, context, document);
      while (more) {
        row = rows.number();
        if (row > content.query().maxRows()) {
          throw tooMany();
        }
        List<Object> values = reader.values();
        groups.before(values);
        document.row(values);
        groups.after(values);
        if (row % ROWS_BETWEEN_REPORTS == 0) {
          context.progress(row, 0, "rows");
        }
        more = next(rows, row);
      }
      context.progress(row, row, "rows");
      end(groups, row);
    } catch (ReportException e) {
      throw placed(e, row);
    } catch (IllegalArgumentException e) {
      throw placed(ReportException.permanent(content.file() + ": " + e.getMessage(), e), row);
    }
  }

  private void checkChoices() {
    Choices choices = new Choices(context, Binds.of(content.parameters(), context));
    for (Parameter parameter : content.parameters()) {
      if (content.choices().containsKey(parameter.name())) {
        choices.check(parameter, content.choices().get(parameter.name()));
      }
    }
  }

  private Rows query() {
    try {
      return context.query(content.query().sql().text(), Binds.of(content.parameters(), context));
    } catch (ReportException e) {
      // Without a statement in it the error is not the statement's: a data source that is missing,
      // say.
      boolean statement = e.place().map(ReportException.Place::sql).isPresent();
      throw statement ? inSql(e, 0) : e.at(inFile(content.query().at()));
    }
  }

  private boolean next(Rows rows, long row) {
    try {
      return rows.next();
    } catch (ReportException e) {
      throw inSql(e, row + 1);
    }
  }

  private ReportException inSql(ReportException e, long row) {
    int position = e.place().map(ReportException.Place::sqlPosition).orElse(0);
    return e.at(content.query().sql().place(position, row));
  }

  private ReportException placed(ReportException e, long row) {
    return e.place().isPresent()
        ? e
        : e.at(new ReportException.Place(content.file(), 0, 0, null, 0, row));
  }

  private ReportException tooMany() {
    return ReportException.permanent(
            "query main gives more than maxRows = %d rows; narrow it, or raise maxRows"
                .formatted(content.query().maxRows()))
        .at(inFile(content.query().at()));
  }

  private ReportException.Place inFile(Position at) {
    return ReportException.Place.inFile(content.file(), at.line(), at.column());
  }

  private Layout layout(RowReader reader, boolean anyRow) {
    Scopes scope = new Scopes(context);
    String title = content.title().in(scope);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < content.columns().size(); i++) {
      columns.add(column(content.columns().get(i), scope, anyRow ? reader.value(i) : null));
    }
    List<Column> groups = new ArrayList<>();
    for (Content.GroupSpec group : content.groups()) {
      groups.add(key(group, scope));
    }
    Scopes bands = scope.with("title", title);
    Content.Strip header = content.bands().pageHeader();
    Content.Strip footer = content.bands().pageFooter();
    return new Layout(
        title,
        columns,
        groups,
        header == null ? PageBand.NONE : band(header, bands),
        footer == null ? PageBand.of(null, null, "{page} / {pages}") : band(footer, bands),
        content.page(),
        content.theme());
  }

  /** A column that says nothing about its format takes the first row's kind of value. */
  private static Column column(Content.ColumnSpec spec, Scopes scope, Object first) {
    Format format = spec.format().equals(Format.AUTO) ? usual(first) : spec.format();
    Format total = spec.total() == null ? format : spec.total().format(format);
    return new Column(
        spec.name(),
        spec.title().in(scope),
        spec.width(),
        format,
        total,
        spec.align() == null ? format.align() : spec.align());
  }

  /** A key is shown as the place {@code {region}} in its header is. */
  private static Column key(Content.GroupSpec group, Scopes scope) {
    return new Column(
        group.by(),
        group.title().in(scope),
        new Width.Auto(),
        Format.AUTO,
        Format.AUTO,
        Format.AUTO.align());
  }

  private static Format usual(Object value) {
    if (value instanceof Long) {
      return Format.INTEGER;
    }
    if (value instanceof Number) {
      return Format.parse("number");
    }
    if (value instanceof LocalDate) {
      return Format.parse("date");
    }
    boolean moment = value instanceof LocalDateTime || value instanceof Instant;
    return moment ? Format.parse("timestamp") : Format.AUTO;
  }

  private static PageBand band(Content.Strip strip, Scopes scope) {
    return new PageBand(
        text(strip.left(), scope), text(strip.center(), scope), text(strip.right(), scope));
  }

  private static PageText text(Content.Text text, Scopes scope) {
    return text == null ? PageText.NONE : text.template().pageText(scope);
  }

  private void end(Groups groups, long rows) {
    Scopes scope =
        new Scopes(context)
            .with("rows", rows)
            .with("title", content.title().in(new Scopes(context)));
    Content.Bands bands = content.bands();
    if (rows == 0) {
      if (bands.noData() != null) {
        document.text(bands.noData().template().in(scope));
      }
      return;
    }
    groups.end();
    if (bands.summary() != null || content.hasTotals()) {
      String label = bands.summary() == null ? null : bands.summary().template().in(scope);
      document.summary(label, groups.grandTotals());
    }
  }
}
