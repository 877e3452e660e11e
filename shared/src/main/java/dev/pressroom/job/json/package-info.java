/**
 * The versioned JSON forms of a job and of its outcome, read and written by hand over Jackson's
 * streaming core. Reading is strict: what is unknown, doubled, too large or of the wrong type is
 * refused with its place.
 */
package dev.pressroom.job.json;
