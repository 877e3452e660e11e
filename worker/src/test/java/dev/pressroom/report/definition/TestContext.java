package dev.pressroom.report.definition;

import dev.pressroom.report.ReportContext;
import dev.pressroom.report.Rows;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A job's context whose query answers from memory. */
public final class TestContext implements ReportContext {
  public static final Instant AS_OF = Instant.parse("2026-11-21T08:30:00Z");

  public final List<String> warnings = new ArrayList<>();
  public Map<String, ?> bound = Map.of();
  private final Map<String, Object> parameters = new LinkedHashMap<>();
  private Function<String, Rows> query =
      sql -> new TestRows(List.of(), List.<List<Object>>of().iterator());
  private Locale locale = Locale.ENGLISH;

  public TestContext rows(List<String> columns, List<List<Object>> rows) {
    query = sql -> new TestRows(columns, rows.iterator());
    return this;
  }

  public TestContext query(Function<String, Rows> answer) {
    query = answer;
    return this;
  }

  public TestContext with(String parameter, Object value) {
    parameters.put(parameter, value);
    return this;
  }

  public TestContext locale(Locale other) {
    locale = other;
    return this;
  }

  @Override
  public String jobId() {
    return "01JD3Z8Q6VK9M2T5R7X0ABCDEF-test";
  }

  @Override
  public Instant asOf() {
    return AS_OF;
  }

  @Override
  public Locale locale() {
    return locale;
  }

  @Override
  public ZoneId timeZone() {
    return ZoneId.of("Europe/Berlin");
  }

  @Override
  public Optional<String> tenant() {
    return Optional.empty();
  }

  @Override
  public Optional<String> user() {
    return Optional.of("ada");
  }

  @Override
  public Map<String, Object> parameters() {
    return parameters;
  }

  @Override
  public Rows query(String sql, Map<String, ?> parameters) {
    bound = parameters;
    return query.apply(sql);
  }

  @Override
  public void progress(long done, long total, String message) {}

  @Override
  public void warn(String message) {
    warnings.add(message);
  }

  @Override
  public boolean stopRequested() {
    return false;
  }
}
