package dev.pressroom.report.definition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * What a file looked like from outside, to see whether it has changed. The time of change is the
 * kernel's own: whoever sets a file's time of modification cannot set that. Immutable.
 *
 * @param facts size, place on disk and times
 * @param changed by the kernel's clock
 * @param taken when this was looked at, in milliseconds
 */
record Stamp(Map<String, Object> facts, FileTime changed, long taken) {
  /**
   * Two changes within one tick of the kernel's clock, which is at most 10 ms, look like one. Must
   * exceed a tick.
   */
  static final long TICK_MILLIS = 20;

  static Stamp of(Path path) throws IOException {
    Map<String, Object> facts =
        Map.copyOf(Files.readAttributes(path, "unix:size,ino,dev,lastModifiedTime,ctime"));
    return new Stamp(facts, (FileTime) facts.get("ctime"), System.currentTimeMillis());
  }

  /** Whether the file looks so now. */
  boolean fits(Path path) {
    try {
      return of(path).facts.equals(facts);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether it had just been changed. A time to come says nothing: clocks are set back. */
  boolean fresh() {
    long age = taken - changed.toMillis();
    return age >= 0 && age < TICK_MILLIS;
  }
}
