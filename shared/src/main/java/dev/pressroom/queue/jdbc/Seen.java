package dev.pressroom.queue.jdbc;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.jobdir.JobName;
import dev.pressroom.queue.JobView;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * A job as a look at the tables saw it.
 *
 * @param state which table it was in
 * @param name its queue, priority, id, attempt, tenant, and when it is due
 * @param lease who runs or ran it last, or null
 * @param host whose disk has its files; null if no attempt of it ended, or none is known
 * @param day that it finished on, or null
 */
record Seen(JobState state, JobName name, String lease, String host, LocalDate day) {

  static Seen read(ResultSet row) throws SQLException {
    return new Seen(
        JobState.parse(row.getString("state")),
        new JobName(
            Tx.instant(row, "due_at"),
            row.getString("queue"),
            row.getInt("priority"),
            new JobId(row.getString("id")),
            new Attempt(row.getInt("number"), row.getInt("allowed")),
            row.getString("tenant")),
        row.getString("lease"),
        row.getString("host"),
        row.getObject("finished_on", LocalDate.class));
  }

  JobView view(Path directory) {
    boolean finished = state.finished();
    return new JobView(
        name.id(),
        state,
        name.queue(),
        name.priority(),
        name.attempt(),
        finished ? null : name.dueAt(),
        finished ? null : lease,
        directory);
  }
}
