package dev.pressroom.queue;

/** The store says that a lease is gone: its jobs belong to others. A worker registers anew. */
public final class LeaseLostException extends RuntimeException {
  public LeaseLostException(String lease, String seenAs) {
    super(
        "lease "
            + lease
            + " is lost ("
            + seenAs
            + "); its jobs are taken back and what still runs"
            + " under it cannot publish");
  }
}
