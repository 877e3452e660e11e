package dev.pressroom.worker.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One reading of the file.
 *
 * @param folder the file's own; relative paths start there
 * @param environment what {@code {env: NAME}} means
 * @param problems collects what is wrong
 * @param settings collects what was read, in the order of the sample
 */
record Reading(
    Path folder, Map<String, String> environment, Problems problems, List<Setting> settings) {}
