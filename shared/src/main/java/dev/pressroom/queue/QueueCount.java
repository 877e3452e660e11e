package dev.pressroom.queue;

/**
 * How much there is of a queue's jobs.
 *
 * @param queued waiting for a worker
 * @param scheduled waiting for their time
 * @param prepared waiting for their host
 * @param running with a worker
 * @param paused whether claims are stopped
 */
public record QueueCount(int queued, int scheduled, int prepared, int running, boolean paused) {}
