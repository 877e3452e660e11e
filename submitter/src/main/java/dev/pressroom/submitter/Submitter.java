package dev.pressroom.submitter;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.queue.ArtifactStore;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.OutcomeUnknownException;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.jdbc.DatabaseAccess;
import dev.pressroom.queue.jdbc.DatabaseArtifacts;
import dev.pressroom.queue.jdbc.DirectoryArtifacts;
import dev.pressroom.queue.jdbc.JdbcStore;
import dev.pressroom.queue.jdbc.KeptConnections;
import dev.pressroom.queue.spool.SpoolStore;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Hands report jobs to a queue.
 *
 * <pre>{@code
 * try (Submitter submitter = Submitter.open("spool:/var/spool/pressroom", "shop")) {
 *   SubmittedJob job = submitter.submit(JobRequest.of("finance.sales").parameter("year", 2026).build());
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads; open one for the life of the application. It starts no thread
 * unless {@link SubmittedJob#whenFinished} is asked for, and nothing that it does depends on a
 * worker being there.
 *
 * <p>Hosts do not implement this interface: methods may be added. In their tests they take a {@link
 * RecordingSubmitter}.
 */
public interface Submitter extends AutoCloseable {

  /**
   * Opens a queue.
   *
   * @param url {@code spool:} and the path of a folder on a local disk, made if it is not there (a
   *     relative path is relative to the working directory), or the JDBC URL of the database that
   *     holds the queue's tables, {@code jdbc:postgresql:} or {@code jdbc:h2:}, with user and
   *     password in it if they are needed. Its driver is the application's to add. Up to eight
   *     connections are opened, as many as threads submit at a time, and one is kept
   * @throws IllegalArgumentException if the URL is of no known kind
   * @throws QueueException if the queue cannot be used, which the message says with the cure
   */
  static Submitter open(String url) {
    return open(url, null);
  }

  /**
   * The same, with the name of the application for job files and listings.
   *
   * @param application up to 200 characters, or null
   */
  static Submitter open(String url, String application) {
    if (DatabaseAccess.holdsQueue(url)) {
      return over(
          url, application, source -> DatabaseArtifacts.in(source, DatabaseArtifacts.DEFAULT_MOST));
    }
    String scheme = "spool:";
    if (!url.startsWith(scheme) || url.length() == scheme.length()) {
      throw new IllegalArgumentException(
          "queue \""
              + DatabaseAccess.shown(url)
              + "\" is of no kind that this version knows; write spool:/path/to/folder,"
              + " jdbc:postgresql://host/database or jdbc:h2:file:/path");
    }
    Job.SubmittedBy self = new Job.SubmittedBy(application, HostName.ofThisMachine());
    Path root;
    try {
      root = Path.of(url.substring(scheme.length()));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "queue \"" + url + "\" is at no path that this JVM can name; " + FileNames.cure(), e);
    }
    Clock clock = Clock.systemUTC();
    SpoolStore store = SpoolStore.open(root, clock);
    return new StoreSubmitter(
        new Queue(store, store, null, new DirectoryFiles(), new Waiting()),
        clock,
        self,
        store::close);
  }

  /**
   * Opens a queue in a database whose workers keep artifacts in a shared folder, not in the
   * database.
   *
   * @param url as {@link #open(String)}, of a database
   * @param application up to 200 characters, or null
   * @param artifacts that folder, as this machine mounts it
   * @throws IllegalArgumentException if the URL is of no database that can hold a queue
   * @throws QueueException as {@link #open(String)}, and if the folder is not there
   */
  static Submitter open(String url, String application, Path artifacts) {
    return over(url, application, source -> DirectoryArtifacts.in(artifacts));
  }

  /**
   * Opens a queue in a database that the host has a pool for.
   *
   * @param source best of a pool; each call takes a connection for a moment and gives it back as it
   *     came. Closing the submitter leaves it open
   * @throws QueueException as {@link #open(String)}
   */
  static Submitter open(DataSource source) {
    return open(source, null);
  }

  /**
   * The same, with the name of the application.
   *
   * @param application up to 200 characters, or null
   */
  static Submitter open(DataSource source, String application) {
    return over(source, application, DatabaseArtifacts.in(source, DatabaseArtifacts.DEFAULT_MOST));
  }

  /**
   * The same for a queue whose workers keep artifacts in a shared folder, not in the database.
   *
   * @param artifacts that folder, as this machine mounts it
   */
  static Submitter open(DataSource source, String application, Path artifacts) {
    return over(source, application, DirectoryArtifacts.in(artifacts));
  }

  private static Submitter over(
      String url, String application, Function<DataSource, ArtifactStore> artifacts) {
    KeptConnections connections = new KeptConnections(DatabaseAccess.to(url), 8);
    try {
      return over(connections, application, artifacts.apply(connections));
    } catch (RuntimeException e) {
      connections.close();
      throw e;
    }
  }

  private static Submitter over(DataSource source, String application, ArtifactStore artifacts) {
    Job.SubmittedBy self = new Job.SubmittedBy(application, HostName.ofThisMachine());
    JdbcStore store = JdbcStore.open(source, null, artifacts, null);
    return new StoreSubmitter(
        new Queue(store, store, store, new StoredFiles(store.reading()), new Waiting()),
        Clock.systemUTC(),
        self,
        store::close);
  }

  /**
   * Submits a job. When this returns, the job is durable: no crash of any process or machine loses
   * it. With a unique key that an earlier job holds, nothing is added and that job is returned: see
   * {@link SubmittedJob#existed}. If that one was only prepared, it is released.
   *
   * @throws IllegalArgumentException if a worker could not read the request: it is too large.
   *     Nothing was written
   * @throws OutcomeUnknownException if the disk failed at the very end and failed again when it was
   *     asked; the exception names the id to {@link #find}
   * @throws QueueException if the job was not accepted; nothing of it is in the queue
   */
  SubmittedJob submit(JobRequest request);

  /**
   * Submits several jobs for the price of fewer waits for the disk. All requests are checked before
   * any is written. When this returns, all are durable. It is no transaction: a crash in the middle
   * may leave some and not others.
   *
   * @return in the order of the requests
   * @throws IllegalArgumentException as {@link #submit}, for any of them; nothing was written
   * @throws PartlySubmittedException if some were accepted and others not; it tells which
   * @throws QueueException if none was accepted
   */
  List<SubmittedJob> submitAll(List<JobRequest> requests);

  /**
   * Submits a job within the caller's transaction: it is there if and only if that commits, and
   * nothing of the connection is changed. Call {@link #committed} after the commit to have it run
   * at once. For queues in a database only: the connection is one to the database that has the
   * queue's tables.
   *
   * <p>With a unique key that another transaction has just taken, this waits until that one has
   * ended. Within one transaction submit all that has keys by one call of {@link
   * #submitAll(Connection, List)}, which takes them in an order that cannot deadlock.
   *
   * @param connection not in autocommit mode
   * @return the job, which can be looked at after the commit
   * @throws IllegalArgumentException as {@link #submit(JobRequest)}
   * @throws IllegalStateException if the connection commits each statement by itself, or the queue
   *     is in no database; nothing was submitted
   * @throws QueueException if the database refused; roll the transaction back
   */
  SubmittedJob submit(Connection connection, JobRequest request);

  /**
   * The same for several jobs.
   *
   * @return in the order of the requests
   */
  List<SubmittedJob> submitAll(Connection connection, List<JobRequest> requests);

  /**
   * Says that a transaction with jobs in it has been committed, so that workers look at once.
   * Without it they find them within their {@code worker.poll}, a second unless configured. Never
   * fails; of many calls in a short time, one is told.
   */
  void committed();

  /**
   * Writes a job durably without letting it run, to be released when the caller's transaction has
   * committed. What is neither released nor discarded, because the host died in between, stays and
   * is listed by {@link #prepared}.
   *
   * @throws IllegalArgumentException as {@link #submit}
   * @throws QueueException as {@link #submit}
   */
  PreparedJob prepare(JobRequest request);

  /**
   * What this application (by the name given to {@link #open(String, String)}) has prepared and
   * neither released nor discarded, oldest first. Those of running transactions are among them.
   *
   * @throws QueueException if the queue cannot be read
   */
  List<PreparedJob> prepared();

  /**
   * A job that was submitted before, perhaps by another process.
   *
   * @return empty if it is nowhere: never submitted, or purged
   * @throws QueueException if the queue cannot be read
   */
  Optional<SubmittedJob> find(JobId id);

  /** As {@link #find(JobId)}, from the id's text; empty if it is no id. */
  default Optional<SubmittedJob> find(String id) {
    JobId parsed;
    try {
      parsed = new JobId(id);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return find(parsed);
  }

  /**
   * The job that holds a unique key.
   *
   * @return empty if none does: never submitted, ended, or kept for long enough
   * @throws QueueException if the queue cannot be read
   */
  Optional<SubmittedJob> find(UniqueKey key);

  /**
   * The jobs that fit, newest first: of every application that uses the queue.
   *
   * <pre>{@code
   * submitter.list(JobFilter.newest(50).inState(JobState.FAILED).withLabel("customer", "4711"))
   * }</pre>
   *
   * @throws QueueException if the queue cannot be read
   */
  List<SubmittedJob> list(JobFilter filter);

  /**
   * Lets go of the queue; jobs stay. Stages that still wait complete with a {@link
   * java.util.concurrent.CancellationException}, and their thread ends. Doing it again does
   * nothing.
   */
  @Override
  void close();
}
