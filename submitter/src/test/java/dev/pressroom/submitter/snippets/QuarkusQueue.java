package dev.pressroom.submitter.snippets;

import dev.pressroom.submitter.Submitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;

// README
public class QuarkusQueue {
  @Produces
  @ApplicationScoped
  Submitter open() {
    return Submitter.open("spool:/var/spool/pressroom", "payroll");
  }

  void close(@Disposes Submitter submitter) {
    submitter.close();
  }
}
// end
