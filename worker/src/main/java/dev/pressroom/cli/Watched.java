package dev.pressroom.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is looked at again and again. The views are of the last look. For one thread. */
interface Watched {
  /**
   * Looks.
   *
   * @return the exit code if there is nothing more to see; null otherwise
   */
  Integer look(Situation around) throws IOException;

  /** All of it, for a terminal. */
  List<String> screen(Terminal terminal);

  /** What changed since the look before, a line each. */
  List<String> changes();

  /** For programs; empty if nothing is to be said of this look. */
  Optional<Map<String, Object>> json();

  int whenTimeIsOver();
}
