package dev.pressroom.worker;

import dev.pressroom.queue.Claim;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.MDC;

/**
 * Has this thread's log lines name the job that they are about, until it is closed. For one thread,
 * about one job at a time.
 */
final class About implements AutoCloseable {
  private final List<String> names = new ArrayList<>();

  private About() {}

  static About attempt(Claim claim) {
    About about = job(claim.id().text());
    about.put("attempt", claim.attempt().toString());
    about.put("tenant", claim.job().request().principal().tenant());
    return about;
  }

  static About job(String id) {
    About about = new About();
    about.put("job", id);
    return about;
  }

  private void put(String name, String value) {
    if (value != null) {
      MDC.put(name, value);
      names.add(name);
    }
  }

  @Override
  public void close() {
    names.forEach(MDC::remove);
  }
}
