package dev.pressroom.queue.spool;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.LeaseBeat;
import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** A process of its own that does one thing to a spool and says what came of it. */
final class Hand {
  private Hand() {}

  public static void main(String[] arguments) throws Exception {
    try (SpoolStore store = SpoolStore.open(Path.of(arguments[0]), Clock.systemUTC())) {
      switch (arguments[1]) {
        case "submit" -> System.out.println(submit(store));
        case "take-in" -> takeIn(store);
        case "work" -> work(store);
        case "rescue" -> rescue(store);
        case "purge" -> System.out.println(store.purge(LocalDate.MAX));
        case "sweep" -> store.sweep();
        case "await" -> {
          store.register("hand");
          for (int i = 0; i < 3; i++) {
            System.out.println(store.awaitWork(List.of("default"), Duration.ofMillis(10)));
          }
        }
        default -> throw new IllegalArgumentException(arguments[1]);
      }
    } catch (QueueException e) {
      System.out.println("refused: " + e.getMessage());
      System.exit(1);
    }
  }

  private static JobId submit(SpoolStore store) {
    JobRequest request = JobRequest.of("sales").output("csv").build();
    Instant now = Instant.now();
    return store.submit(new Job(JobId.create(now, "sales"), request, now, null));
  }

  private static void takeIn(SpoolStore store) {
    Lease lease = store.register("hand");
    store.takeIn(lease).forEach(System.out::println);
    store.deregister(lease);
  }

  /** Runs whatever waits, as presses do: with files of this process's own mask. */
  private static void work(SpoolStore store) throws IOException {
    Lease lease = store.register("hand");
    for (Claim claim : store.claim(lease, List.of("default"), 100)) {
      JobDirectory files = new JobDirectory(claim.directory());
      Files.writeString(files.attemptOutput(claim.attempt().number()).resolve("sales.csv"), "1");
      Outcome outcome =
          BadInput.outcome(claim, JobState.SUCCEEDED)
              .producing(
                  new Outcome.Produced(
                      1,
                      List.of(new Artifact("sales.csv", "csv", "text/csv", 1, null, "0")),
                      List.of()));
      if (store.settle(claim, outcome)) {
        System.out.println(claim.id());
      }
    }
    store.deregister(lease);
  }

  private static void rescue(SpoolStore store) {
    Lease own = store.register("hand");
    for (LeaseBeat beat : store.leases()) {
      if (!beat.lease().equals(own.id())) {
        store.rescue(beat.lease(), own).forEach(rescued -> System.out.println(rescued.id()));
      }
    }
    store.deregister(own);
  }
}
