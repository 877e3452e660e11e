/**
 * What runs one job directory, and the child process that does so for a worker. {@link
 * dev.pressroom.press.JobRunner} is the very code behind {@code pressroom run DIR}; {@link
 * dev.pressroom.press.PressMain} wraps it in a process that can be killed at any instant. {@link
 * dev.pressroom.press.Line}, {@link dev.pressroom.press.Assignment} and {@link
 * dev.pressroom.press.Briefing} are what both ends of the protocol share.
 */
package dev.pressroom.press;
