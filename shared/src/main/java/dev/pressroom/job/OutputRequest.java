package dev.pressroom.job;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One file that a job asks for.
 *
 * @param format such as {@code pdf}; also the file's extension
 * @param name the file's name without extension; null for the report's own
 * @param options of the format; values are {@link String}, {@link Long}, {@link
 *     java.math.BigDecimal} or {@link Boolean}
 */
public record OutputRequest(String format, String name, Map<String, Object> options) {
  private static final Pattern FORMAT = Pattern.compile("[a-z0-9]{1,16}");

  /** Letters of any language, digits, and what people put between words; no leading dot or dash. */
  static final Pattern FILE_NAME =
      Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N} ._()+,=-]{0,99}(?<![ .])");

  public OutputRequest {
    if (format == null || !FORMAT.matcher(format).matches()) {
      throw new IllegalArgumentException(
          "outputs.format \"" + format + "\" is not a format's name; write pdf, csv or the like");
    }
    if (name != null) {
      checkFileName("outputs.name", name);
    }
    options =
        options.isEmpty()
            ? Map.of()
            : java.util.Collections.unmodifiableMap(new TreeMap<>(options));
    if (options.size() > 50) {
      throw new IllegalArgumentException("an output has more than 50 options");
    }
    options.values().forEach(value -> Values.checkScalar("outputs.options", value));
  }

  /** An output with the report's own name and no options. */
  public static OutputRequest of(String format) {
    return new OutputRequest(format, null, Map.of());
  }

  /** The file's name, given the report's own. */
  public String fileName(JobId id) {
    return baseName(id) + "." + format;
  }

  /** The file's name without extension: what an error file is called after. */
  public String baseName(JobId id) {
    return name == null ? id.reportLeaf() : name;
  }

  static void checkFileName(String what, String name) {
    // 240 bytes leave room for an extension and a temporary prefix within the 255 of a directory
    // entry.
    if (!FILE_NAME.matcher(name).matches()
        || name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > 200) {
      throw new IllegalArgumentException(
          what
              + " \""
              + name
              + "\" cannot be a file's name here; it starts with a letter or digit, has up to 100"
              + " letters, digits, blanks and ._()+,=- and does not end in a dot or blank");
    }
  }
}
