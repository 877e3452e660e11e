package dev.pressroom.press;

import dev.pressroom.jobdir.LocalDisk;
import java.io.IOException;
import java.nio.file.Path;

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

  /** What a press's working directory is called, before a number. */
  public static final String DIRECTORY = "pressroom-press-";

  /** Removed only if it is called so: a report may have changed the property. */
  private static final Path OWN_DIRECTORY = Path.of(System.getProperty("user.dir"));

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
      Offspring.own().forEach(ProcessHandle::destroyForcibly);
      if (this == INPUT_CLOSED || this == SILENCE) {
        // The worker that would remove it is gone.
        removeOwnDirectory();
      }
    } catch (Throwable e) {
      // Out of memory, perhaps. The press must end whatever happens.
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }

  private static void removeOwnDirectory() throws IOException {
    if (OWN_DIRECTORY.getFileName().toString().startsWith(DIRECTORY)) {
      new LocalDisk().removeTree(OWN_DIRECTORY);
    }
  }
}
