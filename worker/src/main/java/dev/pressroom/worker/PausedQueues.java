package dev.pressroom.worker;

import dev.pressroom.queue.OperateStore;
import dev.pressroom.queue.QueueException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in the log when a queue of this worker's was paused or resumed, by whomever and wherever: a
 * worker that stands still without a word looks like one that is broken. For one thread.
 */
final class PausedQueues {
  private static final Logger LOG = LoggerFactory.getLogger(PausedQueues.class);

  private final OperateStore store;
  private final List<String> served;
  private final Set<String> known = new TreeSet<>();

  PausedQueues(OperateStore store, List<String> served) {
    this.store = store;
    this.served = List.copyOf(served);
  }

  void look() {
    Set<String> paused;
    try {
      paused = store.paused();
    } catch (QueueException e) {
      // Those who claim say that the store is out of reach.
      LOG.debug("it cannot be seen which queues are paused", e);
      return;
    }
    for (String queue : served) {
      if (paused.contains(queue) && known.add(queue)) {
        LOG.info("paused queue={}", queue);
      } else if (!paused.contains(queue) && known.remove(queue)) {
        LOG.info("resumed queue={}", queue);
      }
    }
  }
}
