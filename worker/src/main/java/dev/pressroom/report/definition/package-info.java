/**
 * Reports written in YAML and SQL: {@link dev.pressroom.report.definition.Definitions} finds them
 * below a folder, {@link dev.pressroom.report.definition.Definition} is one of them and a {@link
 * dev.pressroom.report.Report} like any other. Knows neither renderer nor database.
 */
package dev.pressroom.report.definition;
