package dev.pressroom.data;

import java.util.Map;
import java.util.Objects;

/**
 * One database that reports may read.
 *
 * @param name under which reports name it; never null
 * @param url the JDBC URL, without credentials; never null
 * @param user may be null, if the driver finds out by itself
 * @param password may be null; shown by nothing in this package
 * @param settings properties for the driver, by the driver's own names ({@code sslmode}, {@code
 *     currentSchema}, …); never null
 */
public record DataSourceSettings(
    String name, String url, String user, String password, Map<String, String> settings) {

  public DataSourceSettings {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(url, "url");
    settings = Map.copyOf(settings);
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

  /** Never the password, and no setting's value: {@code sslpassword} is one of them. */
  @Override
  public String toString() {
    return "data source " + name + " at " + place() + " as " + (user == null ? "(no user)" : user);
  }
}
