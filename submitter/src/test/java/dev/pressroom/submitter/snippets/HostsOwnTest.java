package dev.pressroom.submitter.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.submitter.RecordingSubmitter;
import dev.pressroom.submitter.SubmittedJob;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;

class HostsOwnTest {
  private final Shop shop = new Shop();

  // README
  @Test
  void theCustomerReadsWhyThereIsNoInvoice() {
    try (RecordingSubmitter recording = new RecordingSubmitter()) {
      String id = shop.orderInvoices(recording, YearMonth.of(2026, 10));
      assertThat(recording.requests()).hasSize(1);

      SubmittedJob job = recording.find(id).orElseThrow();
      recording.fail(job, "There are no sales in October.");

      assertThat(shop.page(job)).contains("There are no sales in October.");
    }
  }

  // end

  private static final class Shop {
    String orderInvoices(dev.pressroom.submitter.Submitter submitter, YearMonth month) {
      return submitter
          .submit(
              dev.pressroom.job.JobRequest.of("shop.invoices").parameter("month", month).build())
          .id()
          .text();
    }

    String page(SubmittedJob job) {
      return "<p>" + job.error().orElseThrow().message() + "</p>";
    }
  }
}
