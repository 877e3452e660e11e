package dev.pressroom.report.definition;

import dev.pressroom.report.Format;
import dev.pressroom.report.ReportContext;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Names with their values: parameters and the job's own, and whatever a band adds. What a band adds
 * hides a parameter of the same name.
 */
final class Scopes implements Template.Scope {
  private final ReportContext context;
  private final Map<String, Object> values = new HashMap<>();
  private final Map<String, Format> formats = new HashMap<>();
  private Function<String, Object> columns = name -> null;

  Scopes(ReportContext context) {
    this.context = context;
    values.putAll(context.parameters());
    values.put("asOf", context.asOf());
    values.put("user", context.user().orElse(null));
    values.put("tenant", context.tenant().orElse(null));
  }

  Scopes with(String name, Object value) {
    Scopes more = copy();
    more.values.put(name, value);
    return more;
  }

  /** With a row's values, in the formats of their columns. */
  Scopes withRow(
      Map<String, Integer> indexes, Function<Integer, Object> row, Map<String, Format> byColumn) {
    Scopes more = copy();
    indexes.keySet().forEach(more.values::remove);
    more.columns = name -> indexes.containsKey(name) ? row.apply(indexes.get(name)) : null;
    more.formats.putAll(byColumn);
    return more;
  }

  private Scopes copy() {
    Scopes copy = new Scopes(context);
    copy.values.putAll(values);
    copy.formats.putAll(formats);
    copy.columns = columns;
    return copy;
  }

  @Override
  public Object value(String name) {
    return values.containsKey(name) ? values.get(name) : columns.apply(name);
  }

  @Override
  public Format format(String name) {
    return formats.getOrDefault(name, Format.AUTO);
  }

  @Override
  public Locale locale() {
    return context.locale();
  }

  @Override
  public ZoneId zone() {
    return context.timeZone();
  }
}
