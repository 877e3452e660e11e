package dev.pressroom.benchmark;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How soon a job is claimed that comes to a worker which waits, one job at a time. */
record Noticing(Store host, Store worker, Supplier<Job> jobs) {
  /**
   * @param apartMillis so long the worker has waited before a job comes
   * @param warmUp so many are not measured
   * @return milliseconds from the call of a durable submit to the claim
   */
  Samples measure(int count, int warmUp, int apartMillis) throws IOException, InterruptedException {
    Samples times = new Samples();
    SynchronousQueue<Long> claimed = new SynchronousQueue<>();
    Lease lease = worker.register("w1");
    Thread waiting =
        new Thread(
            () -> {
              try {
                while (true) {
                  List<Claim> claims = worker.claim(lease, SpoolFixture.QUEUE, 1);
                  if (claims.isEmpty()) {
                    worker.awaitWork(SpoolFixture.QUEUE, Duration.ofSeconds(1));
                  } else {
                    claimed.put(System.nanoTime());
                  }
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    waiting.start();
    try {
      for (int i = -warmUp; i < count; i++) {
        TimeUnit.MILLISECONDS.sleep(apartMillis);
        long began = System.nanoTime();
        JobId id = host.submit(jobs.get());
        Long at = claimed.poll(10, TimeUnit.SECONDS);
        if (at == null) {
          throw new IOException("job " + id + " was not claimed within 10 s");
        }
        if (i >= 0) {
          times.add((at - began) / 1e6);
        }
      }
    } finally {
      waiting.interrupt();
      waiting.join();
    }
    return times;
  }
}
