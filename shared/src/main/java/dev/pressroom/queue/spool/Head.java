package dev.pressroom.queue.spool;

import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * The sorted head of one queue as this process remembers it: so that a claim lists a folder of a
 * hundred thousand names once for many claims, and not once for each. Names that others took are
 * found out by trying; names that came since are told by events, or seen by the next listing.
 *
 * <p>For use by one thread.
 */
final class Head {
  /** Listing costs some 100 ms for 200,000 names; it is paid once for so many claims. */
  static final int LONGEST = 50_000;

  private final Spool spool;
  private final String queue;
  private final TreeSet<String> names = new TreeSet<>();

  /** Listing again for every event that was lost would cost more than it finds. */
  private static final long BETWEEN_LISTINGS_NANOS = 500_000_000L;

  /** Whether names beyond the last one were left out of the head. */
  private boolean cut;

  private boolean stale;

  private final LongSupplier nanoTime;
  private long listed;

  Head(Spool spool, String queue, LongSupplier nanoTime) {
    this.spool = spool;
    this.queue = queue;
    this.nanoTime = nanoTime;
  }

  /** Something may have come that no event told of. */
  void stale() {
    stale = true;
  }

  /** A name was seen to come. Behind a head that was cut, its place is unknown. */
  void came(String name) {
    if (isMeant(name) && (!cut || names.isEmpty() || name.compareTo(names.last()) < 0)) {
      names.add(name);
      if (names.size() > LONGEST) {
        names.pollLast();
        cut = true;
      }
    }
  }

  /** The next name, which is not given again; null if the queue is empty as far as can be seen. */
  String next() throws IOException {
    if (names.isEmpty() || (stale && nanoTime.getAsLong() - listed > BETWEEN_LISTINGS_NANOS)) {
      list();
    }
    return names.pollFirst();
  }

  private void list() throws IOException {
    stale = false;
    listed = nanoTime.getAsLong();
    names.clear();
    List<String> all = spool.listOrNothing(spool.queue(queue));
    cut = all.size() > LONGEST;
    names.addAll(cut ? smallest(all) : all);
    names.removeIf(name -> !isMeant(name));
  }

  /** Hidden names are growing files and probes on their way through. */
  private static boolean isMeant(String name) {
    return !name.startsWith(Spool.HIDDEN) && !name.equals(Spool.PAUSED);
  }

  private static Collection<String> smallest(List<String> all) {
    PriorityQueue<String> kept = new PriorityQueue<>(LONGEST + 1, Collections.reverseOrder());
    for (String name : all) {
      if (kept.size() < LONGEST || name.compareTo(kept.peek()) < 0) {
        kept.add(name);
        if (kept.size() > LONGEST) {
          kept.poll();
        }
      }
    }
    return kept;
  }
}
