/**
 * The store made of tables, for PostgreSQL and H2. The state of a job is the table that holds its
 * row; the row is the truth, and the job's directory on the worker's own disk follows.
 *
 * <p>Every statement is a file in {@code sql/}, one that differs by dialect in a folder of its own;
 * {@link dev.pressroom.queue.jdbc.JdbcStore} is the only public entry.
 */
package dev.pressroom.queue.jdbc;
