/**
 * What a host embeds: {@link dev.pressroom.submitter.Submitter} hands jobs over, {@link
 * dev.pressroom.submitter.SubmittedJob} tells what became of one, {@link
 * dev.pressroom.submitter.RecordingSubmitter} stands in for a queue in a host's tests. No thread is
 * started unless waiting is asked for.
 */
package dev.pressroom.submitter;
