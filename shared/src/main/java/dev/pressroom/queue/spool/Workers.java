package dev.pressroom.queue.spool;

import dev.pressroom.job.Ulid;
import dev.pressroom.queue.WorkerView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Who is registered, as the leases' folders show it.
 *
 * @param spool looked at only
 */
record Workers(Spool spool) {

  /** By name. A lease that vanishes meanwhile is left out. */
  List<WorkerView> all() throws IOException {
    List<WorkerView> workers = new ArrayList<>();
    for (String name : spool.listOrNothing(spool.running())) {
      boolean revoked = name.endsWith(Spool.LAPSED);
      String lease = revoked ? name.substring(0, name.length() - Spool.LAPSED.length()) : name;
      if (Ulid.PATTERN.matcher(lease).matches()) {
        workers.add(view(lease, spool.running().resolve(name), revoked));
      }
    }
    workers.sort(Comparator.comparing(WorkerView::name).thenComparing(WorkerView::lease));
    return workers;
  }

  private WorkerView view(String lease, Path folder, boolean revoked) {
    Path file = folder.resolve(Spool.LEASE);
    try {
      Instant beat = spool.disk().touched(file);
      LeaseText says =
          LeaseText.parse(
              new String(spool.disk().read(file, LeaseText.LARGEST), StandardCharsets.UTF_8));
      return new WorkerView(
          lease, says.worker(), says.pid(), says.since(), beat, says.queues(), revoked);
    } catch (IOException e) {
      // Its worker ended in good order, or others may not read here: nothing more is known of it.
      return new WorkerView(lease, "", 0, null, null, List.of(), revoked);
    }
  }
}
