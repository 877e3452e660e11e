package com.example.reports;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pressroom.report.Column;
import dev.pressroom.report.Document;
import dev.pressroom.report.Layout;
import dev.pressroom.report.Parameter;
import dev.pressroom.report.ParameterType;
import dev.pressroom.report.Report;
import dev.pressroom.report.ReportContext;
import dev.pressroom.report.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each customer owes, by how long it has been due. One line a customer, made from the items as
 * they come: only one customer's sums are in memory.
 */
public final class AgedReceivables implements Report {
  @Override
  public String name() {
    return "example.aged-receivables";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.of("asAt", ParameterType.DATE).title("As at").orElse("today"),
        Parameter.of("least", ParameterType.NUMBER).title("Least sum").orElse("0").min(0));
  }

  @Override
  public Optional<String> dataSource() {
    return Optional.of("warehouse");
  }

  @Override
  public void generate(ReportContext context, Document document) throws IOException {
    LocalDate asAt = context.parameter("asAt", LocalDate.class);
    BigDecimal least = context.parameter("least", BigDecimal.class);
    document.begin(layout(asAt));
    Sums all = new Sums();
    Sums own = new Sums();
    String customer = null;
    try (Rows items = context.query(resource("open-items.sql"), Map.of("asAt", asAt))) {
      while (items.next()) {
        String next = (String) items.get("customer");
        if (customer != null && !customer.equals(next)) {
          write(document, customer, own, least, all);
          own = new Sums();
        }
        customer = next;
        Age age = Age.of((LocalDate) items.get("due"), asAt);
        BigDecimal open = (BigDecimal) items.get("open");
        own.add(age, open);
        context.progress(items.number(), 0, customer);
      }
    }
    if (customer == null) {
      document.text("Nobody owes anything.");
      return;
    }
    write(document, customer, own, least, all);
    document.summary("Total", all.line(null));
  }

  private static Layout layout(LocalDate asAt) {
    Layout.Builder layout =
        Layout.titled("Receivables by age, " + asAt)
            .column(Column.of("customer", "Customer").width("3*"));
    for (Age age : Age.values()) {
      layout.column(Column.of(age.name(), age.title).format("money EUR"));
    }
    return layout.column(Column.of("sum", "Sum").format("money EUR")).build();
  }

  private static void write(
      Document document, String customer, Sums sums, BigDecimal least, Sums all) {
    if (sums.sum().compareTo(least) >= 0) {
      document.row(sums.line(customer));
      all.add(sums);
    }
  }

  /** Lies in the jar, beside this class. */
  private static String resource(String name) throws IOException {
    try (InputStream in = AgedReceivables.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /** What is owed, by age. */
  private static final class Sums {
    private final BigDecimal[] byAge = new BigDecimal[Age.values().length];

    Sums() {
      Arrays.fill(byAge, BigDecimal.ZERO);
    }

    void add(Age age, BigDecimal open) {
      byAge[age.ordinal()] = byAge[age.ordinal()].add(open);
    }

    void add(Sums others) {
      for (Age age : Age.values()) {
        add(age, others.byAge[age.ordinal()]);
      }
    }

    BigDecimal sum() {
      return Arrays.stream(byAge).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    List<Object> line(String customer) {
      Object[] line = new Object[byAge.length + 2];
      line[0] = customer;
      System.arraycopy(byAge, 0, line, 1, byAge.length);
      line[line.length - 1] = sum();
      return Arrays.asList(line);
    }
  }
}
