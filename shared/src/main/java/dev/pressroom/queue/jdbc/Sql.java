package dev.pressroom.queue.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The statements by name: each is the file of that name, in lower case. */
enum Sql {
  ADD_ARTIFACT,
  ADD_ATTEMPT,
  ADD_HISTORY,
  ADD_KEY,
  ADD_PIECE,
  ADD_PREPARED,
  ADD_QUEUED,
  ADD_SCHEDULE,
  ADD_SCHEDULED,
  ADD_TALLY,
  ADD_WORKER,
  ALL_DELIVERIES,
  ARTIFACT,
  ATTEMPTS_OF,
  ATTEMPT_OF,
  BEAT,
  BEATS,
  CANCEL_RUNNING,
  CLAIM,
  CLAIMED,
  CLAIM_ADD,
  CLAIM_QUEUE,
  CLAIM_REMOVE,
  COUNT,
  DELIVERIES,
  DELIVERY_STANDS,
  DOUBLED,
  ENDED_HERE,
  ENDED_OF,
  END_KEY,
  FIND,
  FIND_KEY,
  FIRST_QUEUED,
  FREE_KEY,
  HELD,
  HISTORY_OF,
  HOLD_WORKER,
  JOB_OF,
  LIST_FINISHED,
  LIST_TROUBLED,
  LIST_WAITING,
  LOCK_DELIVERY,
  LOCK_HISTORY,
  LOCK_OLD,
  LOCK_PREPARED,
  LOCK_QUEUED,
  LOCK_RUNNING,
  LOCK_SCHEDULE,
  LOCK_SCHEDULED,
  LOCK_TALLY,
  LOCK_WORKER,
  LOST_KEYS,
  MARK_DELIVERY,
  NEXT_DUE,
  NOTIFY,
  NOW,
  OVERDUE,
  PAUSE,
  PAUSED,
  PIECE,
  PREPARED,
  PROMOTE,
  PROMOTE_ADD,
  PROMOTE_REMOVE,
  PURGE,
  PURGEABLE,
  PURGE_ATTEMPTS,
  PURGE_KEYS,
  REMOVE_DELIVERY,
  REMOVE_HISTORY,
  REMOVE_LOST_ARTIFACTS,
  REMOVE_LOST_PIECES,
  REMOVE_PIECES,
  REMOVE_PREPARED,
  REMOVE_QUEUED,
  REMOVE_RUNNING,
  REMOVE_SCHEDULED,
  REMOVE_TALLY,
  REMOVE_WORKER,
  RESUME,
  RETAKE_KEY,
  REVOKE,
  RUNNING_OF,
  RUNS,
  SCHEDULES,
  SETTLE,
  SETTLED,
  SETTLE_LOCK,
  SETTLE_REMOVE,
  SET_SCHEDULE,
  TAKE_KEY,
  TALLY,
  VERSIONS,
  WAITING,
  WORKERS;

  /** Statements that only one dialect has: the other does the same in several steps. */
  private static final Map<Dialect, java.util.Set<Sql>> ELSEWHERE =
      Map.of(
          Dialect.POSTGRESQL,
          java.util.Set.of(
              CLAIMED,
              CLAIM_ADD,
              CLAIM_QUEUE,
              CLAIM_REMOVE,
              PROMOTE_ADD,
              PROMOTE_REMOVE,
              SETTLE_LOCK,
              SETTLE_REMOVE),
          Dialect.H2,
          java.util.Set.of(CLAIM, NOTIFY, SETTLE));

  /** All statements of a dialect. That one is missing is found out here, and not in the night. */
  static Map<Sql, String> load(Dialect dialect) {
    Map<Sql, String> statements = new EnumMap<>(Sql.class);
    for (Sql name : values()) {
      if (!ELSEWHERE.get(dialect).contains(name)) {
        String file = name.name().toLowerCase(Locale.ROOT) + ".sql";
        String text = read("sql/" + dialect.folder() + "/" + file);
        if (text == null) {
          text = read("sql/" + file);
        }
        if (text == null) {
          throw new IllegalStateException(
              "the statement " + file + " is missing from this program; build it anew");
        }
        statements.put(name, text);
      }
    }
    return statements;
  }

  /** Without comments, which are for whoever reads the file. */
  private static String read(String resource) {
    try (InputStream in = Sql.class.getResourceAsStream(resource)) {
      if (in == null) {
        return null;
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("--"))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new IllegalStateException("the statement " + resource + " cannot be read: " + e, e);
    }
  }
}
