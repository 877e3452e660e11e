package dev.pressroom.benchmark;

import dev.pressroom.benchmark.TablesOptions.Part;
import dev.pressroom.benchmark.TablesOptions.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The store made of tables, side by side with db-scheduler and bare loops in the same database. */
final class Tables {
  private static final int SHORT = 5_000;
  private static final int LONG = 200_000;
  private static final int NOTICES = 300;
  private static final int APART_MILLIS = 50;

  private final Path folder;
  private final TablesOptions options;
  private final Deadline deadline;
  private final Table table;
  private int works;

  Tables(Path folder, TablesOptions options, Deadline deadline, Table table) {
    this.folder = folder;
    this.options = options;
    this.deadline = deadline;
    this.table = table;
  }

  /** Opens something to be measured, in tables of its own. */
  private interface Opening {
    Contender open() throws SQLException, IOException;
  }

  void measure(int jobs, int rounds) throws IOException, SQLException, InterruptedException {
    for (Product product : options.products()) {
      Path place = Files.createDirectories(folder.resolve("tables-" + product));
      try (MeasuredDatabase database =
          product == Product.POSTGRESQL ? MeasuredPostgres.start(place) : new MeasuredH2(place)) {
        measure(database, jobs, rounds);
      }
    }
  }

  private void measure(MeasuredDatabase database, int jobs, int rounds)
      throws IOException, SQLException, InterruptedException {
    table.section("Store made of tables: " + database.settings());
    table.note(
        "payloads of "
            + Contender.PAYLOAD
            + " bytes, "
            + Pipeline.SLOTS
            + " slots, claims in batches of at most "
            + Pipeline.BATCH
            + "; db-scheduler "
            + (database.isPostgres() ? "lock-and-fetch" : "fetch (H2 has no lock-and-fetch there)")
            + ", "
            + Pipeline.SLOTS
            + " threads, polls each "
            + SchedulerContender.POLLS.toMillis()
            + " ms, batches of "
            + (int) (Pipeline.SLOTS * (SchedulerContender.UPPER - SchedulerContender.LOWER))
            + " to "
            + (int) (Pipeline.SLOTS * SchedulerContender.UPPER)
            + ", completion durable per job");
    Set<Part> parts = options.parts();
    if (parts.contains(Part.DRAIN)) {
      drain(database, jobs, rounds);
    }
    if (parts.contains(Part.SUBMIT)) {
      submit(database, 1, jobs / 4, rounds);
      submit(database, Pipeline.SLOTS, jobs, rounds);
    }
    if (parts.contains(Part.NOTICE)) {
      notice(database);
    }
    if (parts.contains(Part.BACKLOG)) {
      backlog(database, rounds);
    }
    if (parts.contains(Part.SNAPSHOTS) && database.isPostgres()) {
      snapshots(database, jobs);
    }
    if (parts.contains(Part.MILLIONS) && database.isPostgres()) {
      millions(database, jobs, rounds);
    }
  }

  private StoreContender store(MeasuredDatabase database, Completion completion)
      throws SQLException {
    return StoreContender.in(database, folder.resolve("work-" + ++works), completion);
  }

  private void drain(MeasuredDatabase database, int jobs, int rounds)
      throws IOException, SQLException {
    table.section("Draining, " + rounds + " rounds of " + jobs + " jobs, after one for warming up");
    Map<String, Opening> all = new LinkedHashMap<>();
    for (Completion completion : Completion.values()) {
      all.put("store, " + completion.text(), () -> store(database, completion));
    }
    all.put("db-scheduler, durable per job", () -> SchedulerContender.in(database));
    for (BareContender.Ended ended : BareContender.Ended.values()) {
      for (Completion completion : Completion.values()) {
        String what = ended == BareContender.Ended.KEPT ? "bare with a history, " : "bare, ";
        all.put(what + completion.text(), () -> BareContender.in(database, ended, completion));
      }
    }
    Map<String, Samples> rates = new LinkedHashMap<>();
    for (int round = -1; round < rounds; round++) {
      for (Map.Entry<String, Opening> each : all.entrySet()) {
        deadline.check("draining");
        try (Contender contender = each.getValue().open()) {
          contender.fill(jobs);
          double rate = contender.drain(jobs);
          if (round >= 0) {
            rates.computeIfAbsent(each.getKey(), what -> new Samples()).add(rate);
          }
        }
      }
    }
    rates.forEach(table::rates);
    Samples batched = rates.get("store, " + Completion.BATCHED.text());
    Samples scheduler = rates.get("db-scheduler, durable per job");
    table.ratio("store batched / db-scheduler (wanted 3.0)", batched.by(scheduler));
    table.ratio(
        "store batched / bare batched (wanted 0.6)",
        batched.by(rates.get("bare, " + Completion.BATCHED.text())));
    table.ratio(
        "store batched / bare batched with a history",
        batched.by(rates.get("bare with a history, " + Completion.BATCHED.text())));
    table.ratio(
        "store durable before its slot goes on / db-scheduler",
        rates.get("store, " + Completion.AWAITED.text()).by(scheduler));
    table.ratio(
        "store a transaction per job / db-scheduler (wanted 1.0)",
        rates.get("store, " + Completion.SINGLE.text()).by(scheduler));
  }

  private void submit(MeasuredDatabase database, int threads, int jobs, int rounds)
      throws IOException, SQLException {
    table.section(
        "Durable submits, a transaction each, "
            + (threads == 1 ? "1 thread, " : threads + " threads, ")
            + rounds
            + " rounds of "
            + jobs);
    Samples ours = new Samples();
    Samples scheduler = new Samples();
    Samples bare = new Samples();
    for (int round = -1; round < rounds; round++) {
      deadline.check("measuring submits");
      double store = submits(() -> store(database, Completion.BATCHED), threads, jobs);
      double other = submits(() -> SchedulerContender.in(database), threads, jobs);
      double least =
          submits(
              () -> BareContender.in(database, BareContender.Ended.FORGOTTEN, Completion.BATCHED),
              threads,
              jobs);
      if (round >= 0) {
        ours.add(store);
        scheduler.add(other);
        bare.add(least);
      }
    }
    table.rates("store", ours);
    table.rates("db-scheduler", scheduler);
    table.rates("bare", bare);
    table.ratio("store / db-scheduler (wanted 1.0)", ours.by(scheduler));
    table.ratio("store / bare", ours.by(bare));
  }

  private static double submits(Opening opening, int threads, int jobs)
      throws IOException, SQLException {
    try (Contender contender = opening.open()) {
      return Parallel.perSecond(threads, jobs, number -> contender.submit());
    }
  }

  private void notice(MeasuredDatabase database)
      throws IOException, SQLException, InterruptedException {
    table.section(
        "Submit → claim, a worker idle for " + APART_MILLIS + " ms, " + NOTICES + " jobs");
    try (StoreContender worker = store(database, Completion.BATCHED);
        StoreContender host = worker.sameQueue(folder.resolve("work-" + ++works))) {
      table.times(
          "store (wanted: median below 5 ms)",
          new Noticing(host.store(), worker.store(), StoreContender::job)
              .measure(NOTICES, NOTICES / 3, APART_MILLIS));
    }
    table.note("db-scheduler finds a job when it polls next, half the pause between polls later");
  }

  private void backlog(MeasuredDatabase database, int rounds) throws IOException, SQLException {
    table.section(
        "Draining, " + rounds + " times " + SHORT + " jobs, of " + SHORT + " and of " + LONG);
    Samples few = new Samples();
    Samples many = new Samples();
    try (Contender store = store(database, Completion.BATCHED)) {
      for (int round = -2; round < 2 * rounds; round++) {
        deadline.check("draining a short queue");
        store.fill(SHORT);
        double rate = store.drain(SHORT);
        if (round >= 0) {
          few.add(rate);
        }
      }
      store.fill(LONG);
      for (int round = -2; round < 2 * rounds; round++) {
        deadline.check("draining a long queue");
        double rate = store.drain(SHORT);
        if (round >= 0) {
          many.add(rate);
        }
        store.fill(SHORT);
      }
    }
    table.rates("store, " + SHORT + " wait", few);
    table.rates("store, " + LONG + " wait", many);
    table.line(
        LONG + " / " + SHORT + " (wanted 0.9)", Table.text("%8.2f", many.median() / few.median()));
  }

  private void snapshots(MeasuredDatabase database, int jobs) throws IOException, SQLException {
    try (StoreContender store = store(database, Completion.BATCHED)) {
      new Snapshots(store, deadline).measure(jobs, options.snapshotSeconds(), table);
    }
  }

  private void millions(MeasuredDatabase database, int jobs, int rounds)
      throws IOException, SQLException {
    try (StoreContender store = store(database, Completion.BATCHED)) {
      new Millions(store, deadline)
          .measure(options.waiting(), options.finished(), jobs, rounds, table);
    }
  }
}
