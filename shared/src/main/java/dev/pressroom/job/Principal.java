package dev.pressroom.job;

import java.util.regex.Pattern;

/**
 * On whose behalf a job runs.
 *
 * @param tenant {@code [a-z0-9-]{1,40}}, or null
 * @param user any text up to 200 characters, or null
 */
public record Principal(String tenant, String user) {
  private static final Pattern TENANT = Pattern.compile("[a-z0-9-]{1,40}");

  /** Nobody in particular. */
  public static final Principal NONE = new Principal(null, null);

  public Principal {
    if (tenant != null && !TENANT.matcher(tenant).matches()) {
      throw new IllegalArgumentException(
          "\"" + tenant + "\" is not a tenant's name; it is 1 to 40 of a-z, 0-9 and dash");
    }
    if (user != null) {
      Texts.check("principal.user", user, 200);
    }
  }
}
