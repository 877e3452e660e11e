/**
 * The job as files: the layout of its directory, the name that an unfinished one carries, the
 * durable steps that everything on disk is made of, and the error file.
 */
package dev.pressroom.jobdir;
