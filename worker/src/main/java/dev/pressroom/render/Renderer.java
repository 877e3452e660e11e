package dev.pressroom.render;

import dev.pressroom.report.Document;
import java.io.IOException;

/**
 * A document that becomes a file. For one thread. Calls come in the order that {@link Document}
 * states; {@link FanOut} sees to that.
 *
 * <p>Input and output errors in the middle are {@link java.io.UncheckedIOException}s. Closing
 * without having finished frees everything and leaves an incomplete file for its owner to remove.
 */
public interface Renderer extends Document, AutoCloseable {
  /**
   * Completes the file and forces it to disk. Once, after the last band.
   *
   * @throws IOException if it cannot be written or forced; the file is worth nothing then
   */
  Rendered finish() throws IOException;

  /** How many pages it has so far; 0 where the format has none. */
  default long pages() {
    return 0;
  }

  /** How many bytes were written so far, as far as that is known: what is bounded by a limit. */
  long bytes();

  /** Frees what is held; harmless if called again or after {@link #finish}. */
  @Override
  void close();
}
