package dev.pressroom.cli;

import dev.pressroom.job.JobId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of doing something to several jobs. For one thread. */
final class Done {
  private final List<Map<String, Object>> jobs = new ArrayList<>();
  private final String nothing;
  private boolean failed;

  /**
   * @param nothing said if there was no job to do it to
   */
  Done(String nothing) {
    this.nothing = nothing;
  }

  void add(JobId id, String state, String note) {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("id", id.text());
    job.put("state", state);
    job.put("note", note);
    jobs.add(job);
  }

  /** The same for one that it could not be done to. */
  void failed(JobId id, String state, String note) {
    failed = true;
    add(id, state, note);
  }

  int tell(Console console, boolean json) {
    if (json) {
      console.json(jobs);
    } else if (jobs.isEmpty()) {
      console.line(nothing);
    } else {
      Table table = new Table().state("STATE").job("JOB").sentence("");
      jobs.forEach(job -> table.row(job.get("state"), job.get("id"), job.get("note")));
      console.table(table);
    }
    return failed ? ExitCode.FAILED : ExitCode.OK;
  }
}
