package dev.pressroom.worker.config;

/**
 * One setting as it was read, for people to look at.
 *
 * @param key in full, such as {@code worker.lease}
 * @param value as it would be written; {@code (secret)} in the place of every secret
 * @param from {@code default}, {@code line 12}, {@code environment variable NAME} or {@code file
 *     PATH}
 */
public record Setting(String key, String value, String from) {
  static final String DEFAULT = "default";
  static final String SECRET = "(secret)";
}
