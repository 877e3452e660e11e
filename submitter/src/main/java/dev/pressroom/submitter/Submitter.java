package dev.pressroom.submitter;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.queue.OutcomeUnknownException;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.Store;
import dev.pressroom.queue.spool.SpoolStore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands report jobs to a queue.
 *
 * <pre>{@code
 * try (Submitter submitter = Submitter.open("spool:/var/spool/pressroom")) {
 *   SubmittedJob job = submitter.submit(JobRequest.of("finance.sales").parameter("year", 2026).build());
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads; open one for the life of the application. It starts no
 * thread, and nothing that it does depends on a worker being there.
 */
public final class Submitter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Submitter.class);
  private static final String SPOOL = "spool:";

  private final Store store;
  private final Clock clock;
  private final Job.SubmittedBy self;

  private Submitter(Store store, Clock clock, Job.SubmittedBy self) {
    this.store = store;
    this.clock = clock;
    this.self = self;
  }

  /**
   * Opens a queue.
   *
   * @param url {@code spool:} and the path of a folder on a local disk, made if it is not there; a
   *     relative path is relative to the working directory
   * @throws IllegalArgumentException if the URL is of no known kind
   * @throws QueueException if the queue cannot be used
   */
  public static Submitter open(String url) {
    return open(url, null);
  }

  /**
   * The same, with the name of the application for job files and listings.
   *
   * @param application up to 200 characters, or null
   */
  public static Submitter open(String url, String application) {
    if (!url.startsWith(SPOOL) || url.length() == SPOOL.length()) {
      throw new IllegalArgumentException(
          "queue \""
              + url
              + "\" is of no kind that this version knows; write spool:/path/to/folder");
    }
    Clock clock = Clock.systemUTC();
    return new Submitter(
        SpoolStore.open(Path.of(url.substring(SPOOL.length())), clock),
        clock,
        new Job.SubmittedBy(application, hostName()));
  }

  /**
   * Submits a job. When this returns, the job is durable: no crash of any process or machine loses
   * it.
   *
   * @throws OutcomeUnknownException if the disk failed at the very end and failed again when it was
   *     asked; the exception names the id to {@link #find}
   * @throws QueueException if the job was not accepted; nothing of it is in the queue
   */
  public SubmittedJob submit(JobRequest request) {
    Job job =
        new Job(JobId.create(clock.instant(), request.report()), request, clock.instant(), self);
    JobId id;
    try {
      id = store.submit(job);
    } catch (OutcomeUnknownException e) {
      id = store.submitAgain(job);
    }
    LOG.debug("submitted {}", id);
    return new SubmittedJob(id, store);
  }

  /**
   * A job that was submitted before, perhaps by another process.
   *
   * @return empty if it is nowhere: never submitted, or purged
   * @throws QueueException if the queue cannot be read
   */
  public Optional<SubmittedJob> find(JobId id) {
    return store.find(id).map(found -> new SubmittedJob(id, store));
  }

  /** As {@link #find(JobId)}, from the id's text; empty if it is no id. */
  public Optional<SubmittedJob> find(String id) {
    try {
      return find(new JobId(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String hostName() {
    String name = System.getenv("HOSTNAME");
    if (name != null && !name.isBlank()) {
      return name;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** Lets go of the queue; jobs stay. */
  @Override
  public void close() {
    store.close();
  }
}
