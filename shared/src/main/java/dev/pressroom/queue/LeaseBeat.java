package dev.pressroom.queue;

/**
 * A lease as others see it.
 *
 * @param lease its id
 * @param beat changes with each heartbeat; compared for equality only
 * @param revoked whether somebody has begun to take its jobs back; anybody may go on
 */
public record LeaseBeat(String lease, String beat, boolean revoked) {}
