/**
 * How durations, sizes, languages and time zones are written, the same in definitions, schedules,
 * the configuration and on the command line. Stateless; what is wrong with a text, and what happens
 * next, is said by who reads it.
 */
package dev.pressroom.notation;
