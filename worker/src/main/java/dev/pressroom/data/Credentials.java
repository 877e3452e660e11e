package dev.pressroom.data;

import dev.pressroom.report.ReportException;
import java.util.Map;

/**
 * As whom a data source is opened, by the principal of the job.
 *
 * @param usual for principals that have none of their own; null if there is none
 * @param special by {@code tenant} or {@code tenant/user}; the narrower one counts
 */
public record Credentials(Login usual, Map<String, Login> special) {
  /** The driver finds out by itself. */
  public static final Credentials NONE = new Credentials(null, Map.of());

  public Credentials {
    special = Map.copyOf(special);
  }

  /**
   * A user of the database.
   *
   * @param user may be null, if the driver finds out by itself
   * @param password may be null; shown by nothing in this package
   */
  public record Login(String user, String password) {
    /** Never the password. */
    @Override
    public String toString() {
      return user == null ? "(no user)" : user;
    }
  }

  /**
   * The login for a principal.
   *
   * @param dataSource its name, for the message
   * @return null if there are no credentials at all
   * @throws ReportException permanent, if only others have credentials
   */
  Login of(String tenant, String user, String dataSource) {
    Login own = tenant == null || user == null ? null : special.get(tenant + "/" + user);
    if (own == null && tenant != null) {
      own = special.get(tenant);
    }
    if (own != null || usual != null || special.isEmpty()) {
      return own != null ? own : usual;
    }
    throw ReportException.permanent(
        "data source "
            + dataSource
            + " has no credentials for "
            + (tenant == null
                ? "a job without tenant"
                : "tenant " + tenant + (user == null ? "" : " and its user \"" + user + "\""))
            + "; add them under dataSources."
            + dataSource
            + ".credentials, or a user for all others. Nothing was run.");
  }

  /** Any: who only holds a database open need not be somebody in particular. */
  Login any() {
    return usual != null ? usual : special.values().stream().findFirst().orElse(null);
  }

  /** Whom there are, for people: never a password. */
  @Override
  public String toString() {
    String others = special.isEmpty() ? "" : " and " + special.size() + " by tenant";
    return (usual == null ? "(no user)" : usual.toString()) + others;
  }
}
