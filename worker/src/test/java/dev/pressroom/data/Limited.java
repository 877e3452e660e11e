package dev.pressroom.data;

import java.time.Duration;
import java.util.Map;

/** Data sources with other rules than the usual ones. */
final class Limited {
  private static final SessionRules USUAL = SessionRules.DEFAULT;

  private Limited() {}

  static DataSourceSettings by(DataSourceSettings settings, SessionRules rules) {
    return new DataSourceSettings(
        settings.name(), settings.url(), settings.credentials(), settings.settings(), rules);
  }

  static DataSourceSettings connecting(DataSourceSettings settings, Duration limit) {
    return by(
        settings,
        new SessionRules(Map.of(), limit, Duration.ZERO, Duration.ZERO, USUAL.maxSnapshotAge()));
  }

  static DataSourceSettings statements(DataSourceSettings settings, Duration limit) {
    return by(
        settings,
        new SessionRules(
            Map.of(), USUAL.connectTimeout(), limit, Duration.ZERO, USUAL.maxSnapshotAge()));
  }

  static DataSourceSettings reading(DataSourceSettings settings, Duration limit) {
    return by(
        settings,
        new SessionRules(
            Map.of(), USUAL.connectTimeout(), Duration.ZERO, limit, USUAL.maxSnapshotAge()));
  }

  static DataSourceSettings snapshots(DataSourceSettings settings, Duration limit) {
    return by(
        settings,
        new SessionRules(Map.of(), USUAL.connectTimeout(), Duration.ZERO, Duration.ZERO, limit));
  }

  static DataSourceSettings variables(DataSourceSettings settings, Map<String, String> variables) {
    return by(
        settings,
        new SessionRules(
            variables,
            USUAL.connectTimeout(),
            Duration.ZERO,
            Duration.ZERO,
            USUAL.maxSnapshotAge()));
  }
}
