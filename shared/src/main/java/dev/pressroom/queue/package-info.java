/**
 * Where jobs wait, as interfaces split by who uses them: {@link dev.pressroom.queue.SubmitStore}
 * (hosts), {@link dev.pressroom.queue.DispatchStore} (workers), {@link
 * dev.pressroom.queue.InspectStore} (hosts and operators). A store is all three, and every store
 * passes the same contract test.
 */
package dev.pressroom.queue;
