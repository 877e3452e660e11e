package dev.pressroom.data;

import dev.pressroom.report.ReportException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What each session is told about its job, on top of {@code pressroom.tenant} and {@code
 * pressroom.user}, so that row-level security, roles and search paths of the database's own kind
 * work. On PostgreSQL a setting of that name, for the transaction only; on H2 a variable whose name
 * has underscores for dots.
 *
 * <p>In a value {@code {tenant}} and {@code {user}} stand for the job's, <code>{{</code> for a
 * brace. A job that has none is refused where one is named: who forgets to say for whom must not
 * see everybody's rows. Values are bound, never pasted.
 */
public final class SessionVariables {
  private static final Pattern NAME =
      Pattern.compile("[a-z_][a-z0-9_]{0,39}(\\.[a-z_][a-z0-9_]{0,39})?");

  private static final Pattern PLACE = Pattern.compile("\\{\\{|\\{([^{}]*)}?");

  /** They are the snapshot's, or ours. */
  private static final Pattern TAKEN =
      Pattern.compile(
          "pressroom[._].*|(default_)?transaction_.*|timezone|application_name"
              + "|session_authorization|is_superuser");

  private SessionVariables() {}

  /**
   * Why it cannot be, as the end of a sentence that begins with its name; empty if it can.
   *
   * @param url of the data source
   */
  public static Optional<String> objection(String url, String name, String value) {
    if (DatabaseKind.of(url) == DatabaseKind.OTHER) {
      return Optional.of(
          "cannot be told to this database: only those of PostgreSQL and H2 know such settings;"
              + " give tenants credentials of their own");
    } else if (!NAME.matcher(name).matches()) {
      return Optional.of(
          "is not a setting's name; use lower-case letters, digits and underscores, and at most one"
              + " dot, as in app.tenant");
    } else if (TAKEN.matcher(name).matches()) {
      return Optional.of("is set by Pressroom itself; remove it");
    }
    for (String place : places(value)) {
      if (!Set.of("tenant", "user").contains(place)) {
        return Optional.of(
            "has a place that is neither {tenant} nor {user}; write {{ for a brace that is meant");
      } else if (place.equals("user") && name.equals("search_path")) {
        return Optional.of(
            "may hold {tenant}, but not {user}: a user's name with a comma would add a schema");
      }
    }
    return Optional.empty();
  }

  private static Set<String> places(String value) {
    Set<String> places = new TreeSet<>();
    PLACE
        .matcher(value)
        .results()
        .filter(place -> !place.group().equals("{{"))
        .forEach(place -> places.add(place.group().endsWith("}") ? place.group(1) : "{"));
    return places;
  }

  /**
   * The values for one session, by name; {@code role} last, because what comes after it is done
   * with its rights.
   *
   * @throws ReportException permanent, if the job does not say what a value names
   */
  static Map<String, String> of(DataSourceSettings settings, ReportSession session) {
    Map<String, String> values =
        new TreeMap<>(
            Comparator.comparing((String name) -> name.equals("role"))
                .thenComparing(Comparator.naturalOrder()));
    settings
        .session()
        .variables()
        .forEach((name, value) -> values.put(name, filled(settings.name(), name, value, session)));
    return values;
  }

  private static String filled(
      String dataSource, String name, String value, ReportSession session) {
    return PLACE
        .matcher(value)
        .replaceAll(
            place -> {
              if (place.group().equals("{{")) {
                return "{";
              }
              String filling = "user".equals(place.group(1)) ? session.user() : session.tenant();
              if (filling == null) {
                throw ReportException.permanent(
                    String.format(
                        Locale.ROOT,
                        "data source %s needs the job's %s for its session's %s, and the job states"
                            + " none; submit it with a principal. Nothing was run.",
                        dataSource,
                        place.group(1),
                        name));
              }
              return Matcher.quoteReplacement(filling);
            });
  }
}
