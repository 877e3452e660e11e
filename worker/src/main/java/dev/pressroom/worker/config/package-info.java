/**
 * The worker's one YAML file, read once into one record per part: {@link
 * dev.pressroom.worker.config.WorkerConfig}. Everything is checked before anything is opened, and
 * all problems of a file are told at once. {@code deploy/pressroom.yaml} shows every key.
 */
package dev.pressroom.worker.config;
