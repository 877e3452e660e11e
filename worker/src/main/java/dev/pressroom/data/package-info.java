/**
 * Where reports get their rows: {@link dev.pressroom.data.DataSourceSettings} says what can be
 * read, {@link dev.pressroom.data.ReportConnection} is one attempt's own connection with its one
 * snapshot, {@link dev.pressroom.data.EmbeddedDatabases} is what the supervisor keeps open so that
 * no press ever serves a database file to others.
 *
 * <p>This package knows neither definitions nor renderers nor queues.
 */
package dev.pressroom.data;
