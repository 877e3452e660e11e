package dev.pressroom.queue;

/**
 * One registration of a worker with the store; it owns that worker's claims.
 *
 * @param id never used again once it is gone
 * @param worker the worker's name, for people
 */
public record Lease(String id, String worker) {}
