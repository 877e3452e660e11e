package dev.pressroom.cli;

import dev.pressroom.queue.Store;
import dev.pressroom.queue.WorkerView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What stands around a job when it is looked at.
 *
 * @param store where it is
 * @param workers that are registered, alive or not
 * @param lease how long a worker may be silent
 * @param published below which deliveries are put
 * @param now when the look began
 */
record Situation(
    Store store, List<WorkerView> workers, Duration lease, Path published, Instant now) {

  List<WorkerView> alive() {
    return workers.stream().filter(worker -> worker.alive(now, lease)).toList();
  }

  List<WorkerView> serving(String queue) {
    return alive().stream().filter(worker -> worker.serves(queue)).toList();
  }

  /** The name of the worker that has a lease; the lease itself if it does not say. */
  String workerOf(String lease) {
    return workers.stream()
        .filter(worker -> lease.startsWith(worker.lease()) && !worker.name().isEmpty())
        .map(WorkerView::name)
        .findFirst()
        .orElse(lease);
  }
}
