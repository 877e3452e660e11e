package dev.pressroom.job;

/**
 * A finished file, published once.
 *
 * @param file its name in the job's {@code output/}
 * @param format such as {@code pdf}
 * @param mediaType such as {@code application/pdf}
 * @param size in bytes
 * @param pages null for a format without pages
 * @param sha256 64 hexadecimal digits
 */
public record Artifact(
    String file, String format, String mediaType, long size, Integer pages, String sha256) {}
