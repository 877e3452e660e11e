package dev.pressroom.render;

import java.io.IOException;
import java.nio.file.Path;

/**
 * One output format.
 *
 * @param name by which jobs ask for it, such as {@code pdf}
 * @param extension of its files, without the dot
 * @param mediaType as in HTTP
 */
public record OutputFormat(String name, String extension, String mediaType, Opener opener) {

  /** Makes a renderer. */
  @FunctionalInterface
  public interface Opener {
    /**
     * Opens a renderer that writes to a new file.
     *
     * @param options what the job said for this output; every key must be used
     * @throws dev.pressroom.report.ReportException permanent, if an option is unknown or wrong
     * @throws IOException if the file cannot be made, for instance because it exists
     */
    Renderer open(Path target, Options options, Rendering rendering) throws IOException;
  }
}
