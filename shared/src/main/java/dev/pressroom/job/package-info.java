/**
 * The words of Pressroom as types: what a job is, in which states it can be, what came of it.
 * Nothing here does I/O or knows how a job is written down; only {@code java.*} is used.
 */
package dev.pressroom.job;
