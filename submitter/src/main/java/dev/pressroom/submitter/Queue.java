package dev.pressroom.submitter;

import dev.pressroom.queue.InspectStore;
import dev.pressroom.queue.SubmitStore;

/**
 * What handles of jobs reach their queue by.
 *
 * @param submitting where jobs are handed over
 * @param inspecting where they are looked at
 * @param files what they consist of
 * @param waiting who waits for their end
 */
record Queue(SubmitStore submitting, InspectStore inspecting, JobFiles files, Waiting waiting) {}
