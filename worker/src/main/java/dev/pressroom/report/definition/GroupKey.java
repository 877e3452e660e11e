package dev.pressroom.report.definition;

import java.math.BigDecimal;
import java.util.HexFormat;

/** Group keys made comparable, and remembered in little room. */
final class GroupKey {
  private GroupKey() {}

  /** Equal for what a reader takes as equal: 1.0 and 1.00 are one key. May be null. */
  static Object comparable(Object value) {
    if (value instanceof BigDecimal exact) {
      return exact.stripTrailingZeros();
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    return value;
  }

  /** 64 bits of a key, spread well: a million keys collide once in thirty million reports. */
  static long fingerprint(Object comparable) {
    String text = comparable == null ? "" : comparable.getClass().getName() + ':' + comparable;
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
    return hash ^ hash >>> 33;
  }
}
