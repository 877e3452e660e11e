package dev.pressroom.report.definition;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Definitions that were read, to be used again while their files stay as they are: reading anew
 * costs more than looking. Those used last are kept. Safe for use by several threads.
 */
final class Remembered {
  /** Of the definitions' files; logos and fonts are the most of it. */
  private static final long MOST_BYTES = 16 << 20;

  private final Map<String, Definition> definitions = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /** The definition of that name, if each of its files is still the one that was read. */
  synchronized Optional<Definition> find(String name) {
    Definition known = definitions.get(name);
    if (known == null || known.sources().unchanged()) {
      return Optional.ofNullable(known);
    }
    forget(name);
    return Optional.empty();
  }

  synchronized void keep(Definition definition) {
    forget(definition.name());
    definitions.put(definition.name(), definition);
    bytes += definition.sources().size();
    Iterator<Definition> eldest = definitions.values().iterator();
    while (bytes > MOST_BYTES && eldest.hasNext()) {
      bytes -= eldest.next().sources().size();
      eldest.remove();
    }
  }

  private void forget(String name) {
    Definition former = definitions.remove(name);
    bytes -= former == null ? 0 : former.sources().size();
  }
}
