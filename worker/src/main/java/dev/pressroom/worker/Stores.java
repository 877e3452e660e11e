package dev.pressroom.worker;

import dev.pressroom.data.Credentials;
import dev.pressroom.data.EmbeddedDatabases;
import dev.pressroom.data.H2Url;
import dev.pressroom.migration.Migrator;
import dev.pressroom.queue.ArtifactStore;
import dev.pressroom.queue.ExamineStore;
import dev.pressroom.queue.Store;
import dev.pressroom.queue.jdbc.DatabaseAccess;
import dev.pressroom.queue.jdbc.DatabaseArtifacts;
import dev.pressroom.queue.jdbc.DirectoryArtifacts;
import dev.pressroom.queue.jdbc.JdbcStore;
import dev.pressroom.queue.jdbc.KeptConnections;
import dev.pressroom.queue.spool.SpoolStore;
import dev.pressroom.submitter.Submitter;
import dev.pressroom.worker.config.QueueSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Opens the queue that the configuration names, of whichever kind. */
public final class Stores {
  /** A worker's threads that may ask for one at the same time, and one that listens. */
  private static final int MOST_CONNECTIONS = 16;

  private Stores() {}

  /**
   * Opens it for a worker: what is missing is made, and the tables are migrated.
   *
   * @throws dev.pressroom.queue.QueueException if it cannot be used
   */
  static Store forWorker(QueueSettings queue) {
    return queue.isSpool()
        ? SpoolStore.open(queue.directory(), Clock.systemUTC())
        : database(queue, true, queue.directory());
  }

  /**
   * Opens it to look and to operate. A folder that is not there is made for a spool only; without
   * it a queue in a database is opened as from another machine.
   *
   * @throws dev.pressroom.queue.QueueException if it cannot be used
   */
  public static Store forOperator(QueueSettings queue) {
    return queue.isSpool()
        ? SpoolStore.open(queue.directory(), Clock.systemUTC())
        : database(queue, false, isWorkDirectory(queue.directory()) ? queue.directory() : null);
  }

  /**
   * Looks at an open queue in a database.
   *
   * @param store as {@link #forOperator} gave it
   */
  public static ExamineStore examining(Store store) {
    return ((JdbcStore) store).examination();
  }

  /**
   * Opens it to submit to it; the tables of a queue in a database must be there.
   *
   * @throws dev.pressroom.queue.QueueException if it cannot be used
   */
  public static Submitter submitter(QueueSettings queue, String application) {
    if (queue.isSpool()) {
      return Submitter.open(queue.url(), application);
    }
    KeptConnections connections = connections(queue, false);
    try {
      Optional<Path> folder = queue.artifacts().folder();
      return folder.isPresent()
          ? Submitter.open(connections, application, folder.get())
          : Submitter.open(connections, application);
    } catch (RuntimeException e) {
      connections.close();
      throw e;
    }
  }

  private static Store database(QueueSettings queue, boolean worker, Path directory) {
    KeptConnections connections = connections(queue, worker);
    try {
      if (worker) {
        new Migrator(connections).migrate();
      }
      return JdbcStore.open(connections, directory, artifacts(queue, connections), null);
    } catch (RuntimeException e) {
      connections.close();
      throw e;
    }
  }

  /** Such a one names its disk. */
  private static boolean isWorkDirectory(Path folder) {
    return Files.exists(folder.resolve("host"));
  }

  private static KeptConnections connections(QueueSettings queue, boolean create) {
    if (H2Url.of(queue.url()).isPresent()) {
      EmbeddedDatabases.bindToLoopback();
    }
    Optional<Credentials.Login> login = Optional.ofNullable(queue.login());
    return new KeptConnections(
        new DatabaseAccess(
            queue.url(),
            login.map(Credentials.Login::user).orElse(null),
            login.map(Credentials.Login::password).orElse(null),
            queue.settings(),
            create),
        MOST_CONNECTIONS);
  }

  private static ArtifactStore artifacts(QueueSettings queue, KeptConnections connections) {
    Optional<Path> folder = queue.artifacts().folder();
    if (folder.isPresent()) {
      return DirectoryArtifacts.in(folder.get());
    }
    return queue.artifacts().inDatabase()
        ? DatabaseArtifacts.in(connections, queue.artifacts().most())
        : null;
  }
}
