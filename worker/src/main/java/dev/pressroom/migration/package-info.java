/** Brings the tables of a queue in a database to the version of this program. */
package dev.pressroom.migration;
