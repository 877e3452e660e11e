package dev.pressroom.report.definition;

import java.util.Arrays;

/**
 * The group keys that were there, as fingerprints of eight bytes: a group that comes back must be
 * noticed, but memory must not grow with rows. After a million keys it notices no new ones.
 */
final class SeenKeys {
  /** 16 MB of table. */
  private static final int MOST = 1 << 20;

  private long[] table = new long[64];
  private int size;

  /** Remembers a key; false if it was there before. */
  boolean add(Object comparable) {
    long print = GroupKey.fingerprint(comparable);
    // Zero marks an empty place.
    long key = print == 0 ? 1 : print;
    int place = find(table, key);
    if (table[place] == key) {
      return false;
    }
    if (size < MOST) {
      table[place] = key;
      size++;
      if (size * 2 > table.length) {
        grow();
      }
    }
    return true;
  }

  boolean full() {
    return size >= MOST;
  }

  private static int find(long[] table, long key) {
    int place = (int) (key & (table.length - 1));
    while (table[place] != 0 && table[place] != key) {
      place = (place + 1) & (table.length - 1);
    }
    return place;
  }

  private void grow() {
    long[] larger = new long[table.length * 2];
    for (long key : table) {
      if (key != 0) {
        larger[find(larger, key)] = key;
      }
    }
    table = larger;
  }

  void clear() {
    if (table.length > 1024) {
      // Wiping a table that one large group left behind would cost every small one after it.
      table = new long[64];
    } else if (size > 0) {
      Arrays.fill(table, 0);
    }
    size = 0;
  }
}
