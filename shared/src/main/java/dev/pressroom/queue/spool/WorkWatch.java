package dev.pressroom.queue.spool;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heads of the queues that this process serves, fed by the kernel's events. Events are hints:
 * when they overflow or cannot be had, a head is listed anew, and in any case now and then. For use
 * by one thread, but for {@link #close}.
 */
final class WorkWatch implements AutoCloseable {
  /** Events can get lost without a word; nothing waits unseen for longer than this. */
  private static final Duration SLOW_POLL = Duration.ofSeconds(5);

  /** How often heads are listed where the kernel cannot tell of what comes. */
  private static final Duration POLL = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(WorkWatch.class);

  private final Spool spool;
  private final LongSupplier nanoTime;
  private final Map<String, Head> heads = new HashMap<>();
  private final Map<WatchKey, Head> watched = new HashMap<>();
  private WatchService service;
  private boolean failed;
  private long listed;

  WorkWatch(Spool spool, LongSupplier nanoTime) {
    this.spool = spool;
    this.nanoTime = nanoTime;
    this.listed = nanoTime.getAsLong();
  }

  /** A queue's head, with all that is known of by now. */
  Head head(String queue) throws IOException {
    drain();
    if (nanoTime.getAsLong() - listed > SLOW_POLL.toNanos()) {
      listed = nanoTime.getAsLong();
      heads.values().forEach(Head::stale);
    }
    return heads.computeIfAbsent(queue, name -> new Head(spool, name, nanoTime));
  }

  /** Whether something was noticed before the time was over. */
  boolean await(List<String> queues, Duration most) throws InterruptedException {
    try {
      return watched(queues, most);
    } catch (IOException e) {
      // The system's watches are used up, for instance. Looking now and then is the guarantee.
      if (!failed) {
        failed = true;
        LOG.warn(
            "new jobs are not noticed at once, only by polling: {}; on Linux raise"
                + " fs.inotify.max_user_watches and max_user_instances",
            e.toString());
      }
      TimeUnit.MILLISECONDS.sleep(Math.min(most.toMillis(), POLL.toMillis()));
      heads.values().forEach(Head::stale);
      return false;
    }
  }

  private boolean watched(List<String> queues, Duration most)
      throws IOException, InterruptedException {
    if (service == null) {
      service = spool.root().getFileSystem().newWatchService();
    }
    boolean begun = false;
    for (String queue : queues) {
      begun |= watch(queue);
    }
    if (begun) {
      // What came before the watch began would not be noticed: let the caller look once more.
      return true;
    }
    try {
      WatchKey key = service.poll(most.toMillis(), TimeUnit.MILLISECONDS);
      if (key == null) {
        return false;
      }
      take(key);
      drain();
      return true;
    } catch (ClosedWatchServiceException e) {
      return false;
    }
  }

  private boolean watch(String queue) throws IOException {
    Head head = heads.computeIfAbsent(queue, name -> new Head(spool, name, nanoTime));
    if (watched.containsValue(head)) {
      return false;
    }
    spool.makeFolder(spool.queue(queue));
    try {
      watched.put(spool.queue(queue).register(service, StandardWatchEventKinds.ENTRY_CREATE), head);
    } catch (NoSuchFileException e) {
      return true;
    }
    head.stale();
    return true;
  }

  private void drain() {
    if (service == null) {
      return;
    }
    try {
      for (WatchKey key = service.poll(); key != null; key = service.poll()) {
        take(key);
      }
    } catch (ClosedWatchServiceException e) {
      // Whoever closed it wants no more jobs.
    }
  }

  private void take(WatchKey key) {
    Head head = watched.get(key);
    for (WatchEvent<?> event : key.pollEvents()) {
      if (head != null) {
        if (event.context() instanceof Path name) {
          head.came(name.toString());
        } else {
          head.stale();
        }
      }
    }
    if (!key.reset() && head != null) {
      watched.remove(key);
      head.stale();
    }
  }

  @Override
  public void close() {
    if (service != null) {
      try {
        service.close();
      } catch (IOException e) {
        // It only ever gave hints.
      }
    }
  }
}
