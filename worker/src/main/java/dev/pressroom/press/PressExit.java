package dev.pressroom.press;

/**
 * The exit values with which a press ends itself. It halts: nothing of a report can hold it up, and
 * its shutdown hook runs only when somebody else called {@code System.exit}.
 */
public enum PressExit {
  /** The worker said so. */
  ASKED(0, "ended as asked"),
  INPUT_CLOSED(81, "ended because the worker closed its input"),
  SILENCE(82, "ended because the worker was silent for too long"),
  OUT_OF_MEMORY(83, "ended because its memory was exhausted"),
  FAULT(84, "ended because of a fault of its own");

  private final int code;
  private final String words;

  PressExit(int code, String words) {
    this.code = code;
    this.words = words;
  }

  public int code() {
    return code;
  }

  /** What is said of a press that ended with this value. */
  public String words() {
    return words;
  }

  /** Ends the press, and before it what its report started: nobody else would. */
  void halt() {
    try {
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    } catch (Throwable e) {
      // Out of memory, perhaps. The press must end whatever happens.
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }
}
