/**
 * The command line: one class per verb. Tables for people, {@code --json} for programs, exit codes
 * as in {@link dev.pressroom.cli.ExitCode}.
 */
package dev.pressroom.cli;
