package dev.pressroom.benchmark;

/** When a job's end is durable: a crash repeats what had ended and was not. */
enum Completion {
  /** All that ended while the batch before was written: a crash repeats at most two batches. */
  BATCHED("in batches of at most " + Pipeline.BATCH),
  /** Before its slot takes the next job, in one transaction with those that ended meanwhile. */
  AWAITED("durable before its slot goes on, those that end meanwhile together"),
  /** Before its slot takes the next job, in a transaction of its own. */
  SINGLE("durable per job, a transaction each");

  private final String text;

  Completion(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
