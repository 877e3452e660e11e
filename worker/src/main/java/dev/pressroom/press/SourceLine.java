package dev.pressroom.press;

import dev.pressroom.data.Credentials;
import dev.pressroom.data.DataSourceSettings;
import dev.pressroom.data.SessionRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A data source as it stands in the line {@code hello}. Holds passwords. */
final class SourceLine {
  private SourceLine() {}

  static Map<String, Object> fields(DataSourceSettings source) {
    List<Map<String, Object>> logins = new ArrayList<>();
    if (source.credentials().usual() != null) {
      logins.add(login(null, source.credentials().usual()));
    }
    source.credentials().special().forEach((whom, login) -> logins.add(login(whom, login)));
    SessionRules session = source.session();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", source.name());
    fields.put("url", source.url());
    fields.put("logins", logins);
    fields.put("settings", source.settings());
    fields.put("variables", session.variables());
    fields.put("connectMillis", session.connectTimeout().toMillis());
    fields.put("statementMillis", session.statementTimeout().toMillis());
    fields.put("readMillis", session.readTimeout().toMillis());
    fields.put("ageMillis", session.maxSnapshotAge().toMillis());
    return fields;
  }

  private static Map<String, Object> login(String whom, Credentials.Login login) {
    Map<String, Object> fields = new LinkedHashMap<>();
    put(fields, "whom", whom);
    put(fields, "user", login.user());
    put(fields, "password", login.password());
    return fields;
  }

  private static void put(Map<String, Object> fields, String name, String value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  static DataSourceSettings read(Line line) {
    Credentials.Login usual = null;
    Map<String, Credentials.Login> special = new LinkedHashMap<>();
    for (Line one : line.lines("logins")) {
      Credentials.Login login =
          new Credentials.Login(one.textOrNull("user"), one.textOrNull("password"));
      String whom = one.textOrNull("whom");
      if (whom == null) {
        usual = login;
      } else {
        special.put(whom, login);
      }
    }
    return new DataSourceSettings(
        line.text("name"),
        line.text("url"),
        new Credentials(usual, special),
        line.texts("settings"),
        new SessionRules(
            line.texts("variables"),
            Duration.ofMillis(line.number("connectMillis")),
            Duration.ofMillis(line.number("statementMillis")),
            Duration.ofMillis(line.number("readMillis")),
            Duration.ofMillis(line.number("ageMillis"))));
  }
}
