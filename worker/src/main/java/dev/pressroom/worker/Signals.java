package dev.pressroom.worker;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * Lets INT, TERM and HUP end a worker in order: the first one stops it, the second shortens its
 * grace to nothing. A signal that was ignored when the process was started stays ignored.
 *
 * <p>Not a shutdown hook: the JVM takes a second signal from nobody while hooks run, and its exit
 * value would tell of the signal instead of the orderly end.
 */
final class Signals {
  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private boolean stopping;

  private Signals() {}

  static void end(Worker worker) {
    Signals signals = new Signals();
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      try {
        Signal.handle(new Signal(name), signal -> signals.came(signal.getName(), worker));
      } catch (IllegalArgumentException e) {
        // Used by the JVM itself, for instance under -Xrs: then it ends the process as usual.
        LOG.debug("signal {} cannot be handled", name, e);
      }
    }
  }

  private synchronized void came(String name, Worker worker) {
    if (stopping) {
      LOG.info("signal {} again: the grace ends now", name);
      worker.hurry();
    } else {
      LOG.info("signal {}: no more claims; running jobs get their grace", name);
      stopping = true;
      worker.stop();
    }
  }
}
