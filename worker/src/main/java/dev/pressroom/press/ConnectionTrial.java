package dev.pressroom.press;

import dev.pressroom.data.Credentials;
import dev.pressroom.data.DataSourceSettings;
import dev.pressroom.data.EmbeddedDatabases;
import dev.pressroom.data.ReportConnection;
import dev.pressroom.data.ReportSession;
import dev.pressroom.data.SessionRules;
import dev.pressroom.report.ReportException;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process that is started as a press is, drivers included, but only opens each data source once
 * with each of its logins and says what came of it. Settings of the session are left out: they
 * depend on the job.
 */
public final class ConnectionTrial {
  private ConnectionTrial() {}

  public static void main(String[] args) throws IOException {
    EmbeddedDatabases.bindToLoopback();
    try (InputStream in = new BufferedInputStream(new FileInputStream("/dev/fd/3"));
        OutputStream out = new FileOutputStream("/dev/fd/4")) {
      Briefing briefing = Briefing.of(Line.read(in));
      endWith(in);
      for (DataSourceSettings source : briefing.dataSources()) {
        Credentials credentials = source.credentials();
        if (credentials.usual() != null || credentials.special().isEmpty()) {
          out.write(tried(source, credentials.usual(), null));
        }
        List<String> others = new ArrayList<>(credentials.special().keySet());
        others.sort(null);
        for (String whom : others) {
          out.write(tried(source, credentials.special().get(whom), whom));
        }
      }
    }
    // A connection that was given up may hold a thread.
    System.exit(0);
  }

  /** Whoever asked has gone when nothing can come any more: passwords shall not outlive that. */
  private static void endWith(InputStream in) {
    Thread thread =
        new Thread(
            () -> {
              try {
                in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                Runtime.getRuntime().halt(1);
              }
              Runtime.getRuntime().halt(1);
            },
            "asker");
    thread.setDaemon(true);
    thread.start();
  }

  private static byte[] tried(DataSourceSettings source, Credentials.Login login, String whom) {
    SessionRules rules = source.session();
    DataSourceSettings one =
        new DataSourceSettings(
            source.name(),
            source.url(),
            new Credentials(login, Map.of()),
            source.settings(),
            new SessionRules(
                Map.of(),
                rules.connectTimeout(),
                rules.statementTimeout(),
                rules.readTimeout(),
                rules.maxSnapshotAge()));
    String trouble = null;
    try (ReportConnection connection =
        ReportConnection.open(one, ReportSession.of("config-check"))) {
      connection.snapshotTime();
    } catch (ReportException e) {
      trouble = e.getMessage().replaceFirst(" The job is not at fault.*", "");
    }
    return Line.say("tried")
        .with("dataSource", source.name())
        .with("whom", whom)
        .with("trouble", trouble)
        .bytes();
  }
}
