/**
 * What a Java report compiles against, and nothing else: {@link dev.pressroom.report.Report} is
 * what an author writes, {@link dev.pressroom.report.ReportContext} is what it is given, {@link
 * dev.pressroom.report.Document} is what it writes into.
 *
 * <p>This package knows neither a renderer nor a database nor a queue.
 */
package dev.pressroom.report;
