/**
 * For tests of reports in Java, without a worker: {@link dev.pressroom.report.kit.ReportTest} runs
 * one, {@link dev.pressroom.report.kit.Made} is what it made.
 */
package dev.pressroom.report.kit;
