/**
 * What a host embeds: {@link dev.pressroom.submitter.Submitter} hands jobs over, {@link
 * dev.pressroom.submitter.SubmittedJob} tells what became of one. No thread is started.
 */
package dev.pressroom.submitter;
