/**
 * How the worker's log is written: {@link dev.pressroom.log.LogLines} makes lines for people or for
 * programs, {@link dev.pressroom.log.Verbs} are the words that steps begin with. Knows nothing of
 * what is logged.
 */
package dev.pressroom.log;
