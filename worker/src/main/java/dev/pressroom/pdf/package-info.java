/**
 * Writes PDF files forward, in one pass: an object goes out when it is known, and what stays in
 * memory is where each one went. Knows nothing of reports. Lengths are whole hundredths of a point,
 * counted from the lower left corner of a page; colours are {@code 0xRRGGBB}.
 *
 * <p>Objects that are no streams are packed into object streams, and the cross-reference is a
 * stream (PDF 1.5 and later), so that a structure tree of many small objects stays small. The same
 * calls give the same bytes.
 */
package dev.pressroom.pdf;
