package dev.pressroom.submitter.snippets;

import dev.pressroom.job.JobRequest;
import dev.pressroom.submitter.PreparedJob;
import dev.pressroom.submitter.Submitter;
import java.time.YearMonth;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

// README
@Service
public class SpringPayroll {
  private final Submitter submitter;

  public SpringPayroll(Submitter submitter) {
    this.submitter = submitter;
  }

  @Transactional
  public String close(YearMonth month) {
    PreparedJob job =
        submitter.prepare(JobRequest.of("payroll.slips").parameter("month", month).build());
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            job.release();
          }

          @Override
          public void afterCompletion(int status) {
            if (status == STATUS_ROLLED_BACK) {
              job.discard();
            }
          }
        });
    // ... the work of the transaction, which also stores job.id() ...
    return job.id().text();
  }
}
// end
