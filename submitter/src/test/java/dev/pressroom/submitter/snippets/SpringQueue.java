package dev.pressroom.submitter.snippets;

import dev.pressroom.submitter.Submitter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

// README
@Configuration
public class SpringQueue {
  @Bean // closed with the application
  Submitter submitter() {
    return Submitter.open("spool:/var/spool/pressroom", "payroll");
  }
}
// end
