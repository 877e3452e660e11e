package dev.pressroom.submitter.snippets;

import dev.pressroom.job.JobRequest;
import dev.pressroom.submitter.PreparedJob;
import dev.pressroom.submitter.Submitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.YearMonth;

// README
@ApplicationScoped
public class QuarkusPayroll {
  @Inject Submitter submitter;
  @Inject TransactionSynchronizationRegistry transaction;

  @Transactional
  public String close(YearMonth month) {
    PreparedJob job =
        submitter.prepare(JobRequest.of("payroll.slips").parameter("month", month).build());
    transaction.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {}

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
              job.release();
            } else if (status == Status.STATUS_ROLLEDBACK) {
              job.discard();
            }
          }
        });
    // ... the work of the transaction, which also stores job.id() ...
    return job.id().text();
  }
}
// end
