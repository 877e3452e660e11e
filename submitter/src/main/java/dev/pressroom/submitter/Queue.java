package dev.pressroom.submitter;

import dev.pressroom.queue.InspectStore;
import dev.pressroom.queue.SubmitStore;
import dev.pressroom.queue.TransactionStore;

/**
 * What handles of jobs reach their queue by.
 *
 * @param submitting where jobs are handed over
 * @param inspecting where they are looked at
 * @param transactions where they are handed over within the host's own; null if that cannot be
 * @param files what they consist of
 * @param waiting who waits for their end
 */
record Queue(
    SubmitStore submitting,
    InspectStore inspecting,
    TransactionStore transactions,
    JobFiles files,
    Waiting waiting) {}
