package dev.pressroom.benchmark;

import java.io.IOException;

/**
 * A queue in a database, in tables of its own. {@link #submit} is for any thread, all else for one.
 */
interface Contender extends AutoCloseable {
  /** Of parameters, task data, payload. */
  int PAYLOAD = 500;

  /** What completes together in {@link #fill}; that is not measured. */
  int FILL = 1_000;

  /** Makes jobs that wait, in transactions of many. */
  void fill(int jobs) throws IOException;

  /** One job, in a transaction of its own, durable when this returns. */
  void submit() throws IOException;

  /**
   * Takes and completes jobs that wait.
   *
   * @return how many a second
   */
  double drain(int jobs) throws IOException;

  @Override
  void close();
}
