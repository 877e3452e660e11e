package dev.pressroom.job;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Identifiers that sort by time: 48 bits of milliseconds and 80 random bits, written as 26
 * characters of Crockford's base 32. Within one process and millisecond they ascend, so that jobs
 * submitted one after the other keep their order. Safe for use by several threads.
 */
public final class Ulid {
  /** What {@link #next} writes. The first character stays below 8: 48 bits of time fit. */
  public static final Pattern PATTERN = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}");

  private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long HIGH_MASK = 0xFFFFL;

  private static long lastMillis = -1;

  /** The random part: 16 bits and 64 bits. */
  private static long high;

  private static long low;

  private Ulid() {}

  /** A new identifier for that moment. */
  public static String next(Instant now) {
    long millis = now.toEpochMilli();
    if (millis < 0 || millis >= 1L << 48) {
      throw new IllegalArgumentException(now + " does not fit an identifier's 48 bits of time");
    }
    synchronized (Ulid.class) {
      if (millis == lastMillis) {
        low++;
        if (low == 0) {
          high = (high + 1) & HIGH_MASK;
        }
      } else {
        lastMillis = millis;
        // One bit less than there is room for, so that counting up never wraps.
        high = RANDOM.nextLong() & (HIGH_MASK >> 1);
        low = RANDOM.nextLong();
      }
      return write(millis, high, low);
    }
  }

  /** The moment that an identifier was made for. */
  public static Instant time(String ulid) {
    long millis = 0;
    for (int i = 0; i < 10; i++) {
      millis = millis << 5 | digit(ulid.charAt(i));
    }
    return Instant.ofEpochMilli(millis);
  }

  private static int digit(char c) {
    for (int i = 0; i < ALPHABET.length; i++) {
      if (ALPHABET[i] == c) {
        return i;
      }
    }
    throw new IllegalArgumentException("'" + c + "' does not occur in an identifier");
  }

  private static String write(long millis, long high16, long low64) {
    char[] text = new char[26];
    for (int i = 9; i >= 0; i--) {
      text[i] = ALPHABET[(int) (millis & 31)];
      millis >>>= 5;
    }
    // 80 bits as 16 digits: the last 12 hold 60 bits of low64; the next holds its top 4 and one of
    // high16; the first three hold the other 15.
    for (int i = 25; i >= 14; i--) {
      text[i] = ALPHABET[(int) (low64 & 31)];
      low64 >>>= 5;
    }
    long rest = high16 << 4 | low64;
    for (int i = 13; i >= 10; i--) {
      text[i] = ALPHABET[(int) (rest & 31)];
      rest >>>= 5;
    }
    return new String(text);
  }
}
