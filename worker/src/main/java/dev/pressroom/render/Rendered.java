package dev.pressroom.render;

import java.nio.file.Path;

/**
 * A finished file, forced to disk.
 *
 * @param bytes its size
 * @param pages how many pages it has; 0 where the format has none
 * @param sha256 of its bytes, 64 hexadecimal digits in lower case
 */
public record Rendered(Path file, long bytes, long pages, String sha256) {}
