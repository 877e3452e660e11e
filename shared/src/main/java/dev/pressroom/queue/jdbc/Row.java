package dev.pressroom.queue.jdbc;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.job.json.JobJson;
import dev.pressroom.jobdir.JobName;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A job's row, whichever table it is in.
 *
 * @param name what a decision needs: queue, priority, id, attempt, tenant, and when it is due
 * @param form of the job's document
 * @param expiresAt or null
 * @param keyed whether the job has a unique key
 * @param delivers whether something is to be done with its files
 * @param json the job's document
 * @param hold who runs it; null unless it runs
 */
record Row(
    JobName name,
    int form,
    Instant expiresAt,
    boolean keyed,
    boolean delivers,
    String json,
    Hold hold) {
  /** The form that {@link JobJson} writes. */
  static final int FORM = 1;

  /**
   * Who runs a job.
   *
   * @param cancel whether somebody asked to cancel it
   */
  record Hold(String lease, Instant claimedAt, boolean cancel) {}

  /** A job that was never claimed. */
  static Row of(Job job) {
    JobRequest request = job.request();
    JobName name = JobName.of(job);
    return new Row(
        request.runAt().map(name::waitingUntil).orElse(name),
        FORM,
        request.expiresAt().orElse(null),
        request.key().isPresent(),
        !request.deliver().isEmpty(),
        new String(JobJson.write(job), StandardCharsets.UTF_8),
        null);
  }

  static Row read(ResultSet row) throws SQLException {
    String lease = row.getString("lease");
    return new Row(
        new JobName(
            Tx.instant(row, "due_at"),
            row.getString("queue"),
            row.getInt("priority"),
            new JobId(row.getString("id")),
            new Attempt(row.getInt("number"), row.getInt("allowed")),
            row.getString("tenant")),
        row.getInt("form"),
        Tx.instant(row, "expires_at"),
        row.getBoolean("keyed"),
        row.getBoolean("delivers"),
        row.getString("job"),
        lease == null
            ? null
            : new Hold(lease, Tx.instant(row, "claimed_at"), row.getBoolean("cancel")));
  }

  JobId id() {
    return name.id();
  }

  Attempt attempt() {
    return name.attempt();
  }

  /**
   * What was asked.
   *
   * @throws JobFormatException if a program that is not ours wrote something else
   */
  Job job() throws JobFormatException {
    return JobJson.read(json.getBytes(StandardCharsets.UTF_8));
  }

  /** The same job in another line, as another attempt, or due at another moment. */
  Row as(JobName other) {
    return new Row(other, form, expiresAt, keyed, delivers, json, null);
  }

  /** The same job, of which nothing is to be delivered. */
  Row undelivered() {
    return new Row(name, form, expiresAt, keyed, false, json, hold);
  }

  /** What the statements that add a waiting row take. */
  Object[] parameters(boolean withDue) {
    Object[] all = {
      id().text(),
      form,
      name.queue(),
      name.priority(),
      attempt().number(),
      attempt().allowed(),
      name.tenant(),
      expiresAt,
      keyed,
      delivers,
      json,
      name.dueAt()
    };
    return withDue ? all : java.util.Arrays.copyOf(all, all.length - 1);
  }
}
