package dev.pressroom.press;

import java.util.Locale;

/** Which memory was exhausted, and what helps. */
enum MemoryKind {
  HEAP("heap", "Let the report read less or keep less between rows, or give presses more"),
  CLASSES(
      "memory for classes (Metaspace)",
      "A report or library makes classes without end; if it needs that many, put"
          + " -XX:MaxMetaspaceSize=512m into presses.jvmOptions"),
  DIRECT(
      "direct buffers",
      "A report or library keeps buffers outside of the heap; they may take as much as the heap,"
          + " unless -XX:MaxDirectMemorySize in presses.jvmOptions says otherwise"),
  THREADS(
      "threads",
      "A report or library starts threads without end, or the limit of processes is too low for"
          + " this machine: see ulimit -u, TasksMax of the service, pids.max of the container"),
  NATIVE(
      "native memory",
      "The machine or the container has no more; lower presses.count or presses.heap, or give it"
          + " more");

  private final String words;
  private final String cure;

  MemoryKind(String words, String cure) {
    this.words = words;
    this.cure = cure;
  }

  /**
   * What Java's message means.
   *
   * @param message of an {@code OutOfMemoryError}; null means the heap
   */
  static MemoryKind of(String message) {
    String text = String.valueOf(message).toLowerCase(Locale.ROOT);
    if (text.contains("metaspace") || text.contains("class space")) {
      return CLASSES;
    }
    if (text.contains("direct buffer")) {
      return DIRECT;
    }
    if (text.contains("native thread")) {
      return THREADS;
    }
    return text.contains("map failed") || text.contains("native") ? NATIVE : HEAP;
  }

  /** Which memory, for a sentence. */
  String words() {
    return words;
  }

  /** What helps, without a full stop. */
  String cure() {
    return cure;
  }
}
