/**
 * The store made of directories. The state of a job is its parent directory; every transition is
 * one atomic rename, which is also the compare-and-swap and the fence: whoever finds its source
 * gone has lost. The table in this module's README names, for every step, what a crash there leaves
 * and who cleans it up.
 *
 * <p>One spool lies on one kernel's local disk. Everything here is by full path: no handle on a
 * directory is kept across steps, because it would follow the directory when it is renamed.
 */
package dev.pressroom.queue.spool;
