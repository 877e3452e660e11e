package dev.pressroom.benchmark;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Draining while others hold snapshots, so that no dead row can be removed. */
record Snapshots(StoreContender store, Deadline deadline) {
  private static final int SNAPSHOTS = 3;
  private static final int ROUNDS = 5;

  void measure(int jobs, int seconds, Table table) throws IOException, SQLException {
    table.section(
        "Draining "
            + jobs
            + " jobs again and again while "
            + SNAPSHOTS
            + " REPEATABLE READ snapshots are held for "
            + seconds
            + " s, completion "
            + Completion.BATCHED.text());
    Samples without = new Samples();
    for (int round = -1; round < ROUNDS; round++) {
      double rate = drain(jobs);
      if (round >= 0) {
        without.add(rate);
      }
    }
    List<Double> with = new ArrayList<>();
    List<Connection> holders = new ArrayList<>();
    try {
      for (int i = 0; i < SNAPSHOTS; i++) {
        holders.add(hold());
      }
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      while (System.nanoTime() - end < 0) {
        with.add(drain(jobs));
      }
      // They are still held: at the end means now.
      for (int i = 0; i < ROUNDS; i++) {
        with.add(drain(jobs));
      }
    } finally {
      for (Connection holder : holders) {
        holder.rollback();
        holder.setAutoCommit(true);
        holder.close();
      }
    }
    Samples all = new Samples();
    with.forEach(all::add);
    Samples last = new Samples();
    with.subList(with.size() - ROUNDS, with.size()).forEach(last::add);
    table.rates("without", without);
    table.rates("while they are held, " + with.size() * jobs + " jobs", all);
    table.rates("at the end, the last " + ROUNDS * jobs + " of these", last);
    table.line("held / without (wanted 0.7)", ratio(all, without));
    table.line("at the end / without (wanted 0.7)", ratio(last, without));
  }

  private double drain(int jobs) throws IOException {
    deadline.check("draining under snapshots");
    store.fill(jobs);
    return store.drain(jobs);
  }

  private Connection hold() throws SQLException {
    Connection connection = store.source().getConnection();
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from pressroom_queued")) {
      row.next();
    }
    return connection;
  }

  private static String ratio(Samples one, Samples other) {
    return Table.text("%8.2f", one.median() / other.median());
  }
}
