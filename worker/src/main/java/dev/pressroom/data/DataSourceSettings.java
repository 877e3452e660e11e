package dev.pressroom.data;

import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * One database that reports may read.
 *
 * @param name under which reports name it; never null
 * @param url the JDBC URL, without credentials; never null
 * @param credentials as whom it is opened; never null
 * @param settings properties for the driver, by the driver's own names ({@code sslmode}, {@code
 *     currentSchema}, …); never null
 * @param session how sessions are set up and bounded; never null
 */
public record DataSourceSettings(
    String name,
    String url,
    Credentials credentials,
    Map<String, String> settings,
    SessionRules session) {

  public DataSourceSettings {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(credentials, "credentials");
    settings = Map.copyOf(settings);
    Objects.requireNonNull(session, "session");
  }

  /**
   * One with the same user for everybody and the usual rules.
   *
   * @param user may be null, if the driver finds out by itself
   * @param password may be null
   */
  public DataSourceSettings(
      String name, String url, String user, String password, Map<String, String> settings) {
    this(
        name,
        url,
        user == null && password == null
            ? Credentials.NONE
            : new Credentials(new Credentials.Login(user, password), Map.of()),
        settings,
        SessionRules.DEFAULT);
  }

  /**
   * The URL for messages: without its parameters, and without what stands before an {@code @}.
   * Enough to find the host, and no secret even where somebody put one into the URL.
   */
  public String place() {
    String place = url.split("[;?]", 2)[0];
    int at = place.lastIndexOf('@');
    int driver = place.indexOf(':', 5) + 1;
    return at < 0 || H2Url.of(url).isPresent() || driver <= 0
        ? place
        : place.substring(0, driver) + "…" + place.substring(at);
  }

  /** Tells the driver as whom to connect; a null login leaves that to the driver. */
  static void addLogin(Properties properties, Credentials.Login login) {
    if (login != null && login.user() != null) {
      properties.setProperty("user", login.user());
    }
    if (login != null && login.password() != null) {
      properties.setProperty("password", login.password());
    }
  }

  /** Never the password, and no setting's value: {@code sslpassword} is one of them. */
  @Override
  public String toString() {
    return "data source " + name + " at " + place() + " as " + credentials;
  }
}
