package dev.pressroom.render;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * One output that a job asks for.
 *
 * @param format such as {@code pdf}
 * @param target the file to make, which must not exist yet
 * @param options as the job gave them; never null
 */
public record Output(String format, Path target, Map<String, ?> options) {
  public Output {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(options, "options");
  }
}
