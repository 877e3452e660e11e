package dev.pressroom.data;

import java.time.Duration;
import java.util.Map;

/**
 * How sessions on one data source are set up and bounded. Zero means without limit.
 *
 * @param variables by name, told to each session for the length of its transaction; see {@link
 *     SessionVariables}
 * @param connectTimeout from the first packet until the snapshot is taken
 * @param statementTimeout how long one statement may run until its first row, on H2, which is still
 *     running while its rows are read, until its last
 * @param readTimeout how long the database may stay silent while something is awaited from it
 * @param maxSnapshotAge after which the connection is ended, whatever the report is at
 */
public record SessionRules(
    Map<String, String> variables,
    Duration connectTimeout,
    Duration statementTimeout,
    Duration readTimeout,
    Duration maxSnapshotAge) {
  public static final SessionRules DEFAULT =
      new SessionRules(
          Map.of(), Duration.ofSeconds(30), Duration.ZERO, Duration.ZERO, Duration.ofHours(24));

  public SessionRules {
    variables = Map.copyOf(variables);
  }
}
