/**
 * The supervisor: {@code ClaimLoop} takes jobs, {@code PressPool} hands each to a press, {@code
 * Settlement} records what came of it, {@code Heartbeat} and {@code Rescue} keep and reclaim
 * leases, each on threads of its own. It never runs report code. {@link
 * dev.pressroom.worker.WorkerMain} is the only wiring.
 */
package dev.pressroom.worker;
