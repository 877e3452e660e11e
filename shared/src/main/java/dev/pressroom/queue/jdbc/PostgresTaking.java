package dev.pressroom.queue.jdbc;

import dev.pressroom.jobdir.JobName;
import dev.pressroom.queue.LeaseLostException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Taking on PostgreSQL. While somebody holds a long snapshot, rows that were taken stay behind as
 * dead ones at the beginning of the index; walking over them each time would make every claim
 * slower than the one before. So each line (a queue and a priority) remembers the id behind which
 * nothing is known to wait, and looks are made from there; a look from the beginning, which finds
 * what committed late with an older id, is made as often as it costs a small share of the time.
 */
final class PostgresTaking implements Taking {
  static final int PRIORITIES = 10;

  /** Sorts before every id. */
  private static final String BEGINNING = "";

  /** Looks from the beginning take at most one part in so many of the time. */
  private static final int SHARE = 20;

  /** Nothing waits unseen for longer than this. */
  private static final long LONGEST_GAP_NANOS = 10_000_000_000L;

  private final Database database;
  private final LongSupplier nanoTime;
  private final Map<String, String> lows = new ConcurrentHashMap<>();
  private volatile boolean anywhere = true;
  private long lookedAt;
  private long lookTook;

  PostgresTaking(Database database, LongSupplier nanoTime) {
    this.database = database;
    this.nanoTime = nanoTime;
  }

  @Override
  public void came(JobName name) {
    String id = name.id().text();
    // The greatest text that is certainly before it.
    lows.computeIfPresent(
        line(name.queue(), name.priority()),
        (line, low) -> low.compareTo(id) < 0 ? low : id.substring(0, id.length() - 1));
  }

  @Override
  public void cameBack() {
    anywhere = true;
  }

  @Override
  public List<Row> take(String lease, List<String> queues, int most) {
    if (isLookDue()) {
      return look(lease, queues, most);
    }
    List<Row> taken = run(lease, queues, most, false);
    return taken.isEmpty() && isLookDue() ? look(lease, queues, most) : taken;
  }

  private boolean isLookDue() {
    long since = nanoTime.getAsLong() - lookedAt;
    return anywhere || since > Math.min(LONGEST_GAP_NANOS, SHARE * lookTook);
  }

  private List<Row> look(String lease, List<String> queues, int most) {
    anywhere = false;
    long began = nanoTime.getAsLong();
    List<Row> taken = run(lease, queues, most, true);
    lookedAt = nanoTime.getAsLong();
    lookTook = lookedAt - began;
    return taken;
  }

  private List<Row> run(String lease, List<String> queues, int most, boolean fromBeginning) {
    List<Row> rows =
        database.alone("claiming", tx -> claim(tx, lease, queues, most, fromBeginning));
    for (Row row : rows) {
      lows.merge(
          line(row.name().queue(), row.name().priority()),
          row.id().text(),
          (low, id) -> low.compareTo(id) < 0 ? id : low);
    }
    return rows;
  }

  private List<Row> claim(Tx tx, String lease, List<String> queues, int most, boolean fromBeginning)
      throws SQLException {
    int lines = queues.size() * PRIORITIES;
    String[] names = new String[lines];
    String[] priorities = new String[lines];
    String[] from = new String[lines];
    for (int i = 0; i < lines; i++) {
      names[i] = queues.get(i / PRIORITIES);
      priorities[i] = Integer.toString(i % PRIORITIES);
      from[i] =
          fromBeginning ? BEGINNING : lows.getOrDefault(line(names[i], i % PRIORITIES), BEGINNING);
    }
    List<Row> rows = new ArrayList<>();
    boolean[] stands = new boolean[1];
    tx.list(
        Sql.CLAIM,
        row -> {
          stands[0] = true;
          if (row.getString("id") != null) {
            rows.add(Row.read(row));
          }
          return row;
        },
        lease,
        names,
        priorities,
        from,
        Row.FORM,
        most,
        most,
        database.now());
    if (!stands[0]) {
      throw new LeaseLostException(lease, "its row is gone or revoked");
    }
    return rows;
  }

  private static String line(String queue, int priority) {
    return queue + "." + priority;
  }
}
