package dev.pressroom.queue.spool;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Notices that something was moved into a queue. A hint only: it may overflow or be unavailable, so
 * callers poll as well. For use by one thread, but for {@link #close}.
 */
final class WorkWatch implements AutoCloseable {
  private final Spool spool;
  private final Set<String> watched = new HashSet<>();
  private WatchService service;

  WorkWatch(Spool spool) {
    this.spool = spool;
  }

  boolean await(List<String> queues, Duration most) throws IOException, InterruptedException {
    if (service == null) {
      service = spool.root().getFileSystem().newWatchService();
    }
    boolean begun = false;
    for (String queue : queues) {
      if (!watched.contains(queue)) {
        spool.makeFolder(spool.queue(queue));
        spool.queue(queue).register(service, StandardWatchEventKinds.ENTRY_CREATE);
        watched.add(queue);
        begun = true;
      }
    }
    if (begun) {
      // What came before the watch began would not be noticed: let the caller look once more.
      return true;
    }
    try {
      WatchKey key = service.poll(most.toMillis(), TimeUnit.MILLISECONDS);
      boolean noticed = key != null;
      while (key != null) {
        key.pollEvents();
        if (!key.reset()) {
          watched.clear();
        }
        key = service.poll();
      }
      return noticed;
    } catch (ClosedWatchServiceException e) {
      return false;
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
