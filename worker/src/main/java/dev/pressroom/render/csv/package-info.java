/** Comma-separated values, as in RFC 4180. */
package dev.pressroom.render.csv;
