package dev.pressroom.benchmark;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A queue and a history that have grown for years, on PostgreSQL. */
record Millions(StoreContender store, Deadline deadline) {
  private static final int AT_ONCE = 100_000;

  /** The digits of a number as an id of some earlier time. */
  private static final String ID = "lpad(n::text, 26, '0') || '-benchmark.none'";

  void measure(int waiting, int finished, int jobs, int rounds, Table table)
      throws IOException, SQLException {
    store.fill(jobs + 1);
    store.drain(jobs);
    Samples before = drained(jobs, rounds);
    Samples submitsBefore = submitted(jobs / 4, rounds);
    store.drain((jobs / 4) * rounds);
    multiply("pressroom_history", "job, outcome", finished);
    multiply("pressroom_queued", "job", waiting);
    MeasuredDatabase.execute(
        store.source(), "vacuum analyze pressroom_queued", "vacuum analyze pressroom_history");
    table.section(
        waiting
            + " jobs wait and "
            + finished
            + " have finished, completion "
            + Completion.BATCHED.text());
    Samples after = drained(jobs, rounds);
    table.rates("draining without them", before);
    table.rates("draining with them", after);
    table.line("with / without", Table.text("%8.2f", after.median() / before.median()));
    Samples submitsAfter = submitted(jobs / 4, rounds);
    table.rates("durable submits without them, 1 thread", submitsBefore);
    table.rates("durable submits with them, 1 thread", submitsAfter);
    long began = System.nanoTime();
    store.store().counts();
    table.line("counting what waits", Table.text("%8.2f s", (System.nanoTime() - began) / 1e9));
    began = System.nanoTime();
    store.store().sweep();
    table.line("a sweep", Table.text("%8.2f s", (System.nanoTime() - began) / 1e9));
  }

  private Samples drained(int jobs, int rounds) throws IOException {
    Samples rates = new Samples();
    for (int round = -1; round < rounds; round++) {
      deadline.check("draining");
      store.fill(jobs);
      double rate = store.drain(jobs);
      if (round >= 0) {
        rates.add(rate);
      }
    }
    return rates;
  }

  private Samples submitted(int jobs, int rounds) throws IOException {
    Samples rates = new Samples();
    for (int round = 0; round < rounds; round++) {
      deadline.check("submitting");
      rates.add(Parallel.perSecond(1, jobs, number -> store.submit()));
    }
    return rates;
  }

  /** Copies one row, with other ids, wherever its id stands. */
  private void multiply(String name, String documents, int count) throws SQLException {
    StringBuilder set = new StringBuilder();
    for (String column : documents.split(", ")) {
      set.append(", '").append(column).append("', replace(one.").append(column);
      set.append(", one.id, made.id)");
    }
    String sql =
        "insert into "
            + name
            + " select (jsonb_populate_record(one, jsonb_build_object('id', made.id"
            + set
            + "))).* from (select * from "
            + name
            + " limit 1) one, lateral (select "
            + ID
            + " as id from generate_series(?, ?) n) made";
    try (Connection connection = store.source().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int from = 1; from <= count; from += AT_ONCE) {
        deadline.check("filling " + name);
        statement.setInt(1, from);
        statement.setInt(2, Math.min(count, from + AT_ONCE - 1));
        statement.executeUpdate();
      }
    }
  }
}
