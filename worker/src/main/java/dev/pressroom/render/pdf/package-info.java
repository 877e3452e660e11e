/**
 * Pages, drawn with PDFBox. Content streams are written here, operator by operator, because
 * PDFBox's own text drawing runs glyph substitution on every string; PDFBox keeps the objects, the
 * fonts' subsets and the file.
 */
package dev.pressroom.render.pdf;
