package dev.pressroom.queue.jdbc;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.job.json.JobJson;
import dev.pressroom.job.json.OutcomeJson;
import dev.pressroom.jobdir.ErrorFile;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.queue.ArtifactStore;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.ReadStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What the rows say of a job, for readers that have no directory of it. */
final class Reading implements ReadStore {
  private final Database database;
  private final Inspection inspection;
  private final ArtifactStore artifacts;

  /**
   * @param artifacts null if they are kept nowhere but with their worker
   */
  Reading(Database database, Inspection inspection, ArtifactStore artifacts) {
    this.database = database;
    this.inspection = inspection;
    this.artifacts = artifacts;
  }

  /** A finished job's row. */
  record History(int number, JobState state, String outcome, String log, String job) {}

  @Override
  public Optional<Job> job(JobId id) {
    String text = id.text();
    Optional<String> json =
        database.alone(
            "reading job " + id,
            tx -> tx.one(Sql.JOB_OF, row -> row.getString("job"), text, text, text, text, text));
    return json.map(document -> parsed(id, document, JobJson::read));
  }

  Optional<History> history(JobId id) {
    return database.alone(
        "reading job " + id,
        tx ->
            tx.one(
                Sql.HISTORY_OF,
                row ->
                    new History(
                        row.getInt("number"),
                        JobState.parse(row.getString("state")),
                        row.getString("outcome"),
                        row.getString("log"),
                        row.getString("job")),
                id.text()));
  }

  @Override
  public Optional<Outcome> outcome(JobId id) {
    return history(id).map(found -> parsed(id, found.outcome(), OutcomeJson::read));
  }

  @Override
  public Optional<Outcome> outcome(JobId id, int attempt) {
    Optional<String> json =
        database.alone(
            "reading job " + id,
            tx -> tx.one(Sql.ATTEMPT_OF, row -> row.getString("outcome"), id.text(), attempt));
    return json.map(document -> parsed(id, document, OutcomeJson::read));
  }

  /** Made from the job and its outcome, as the file in its directory was. */
  @Override
  public Optional<String> errorText(JobId id) {
    return history(id)
        .filter(found -> found.state() == JobState.FAILED)
        .map(
            found -> {
              Outcome outcome = parsed(id, found.outcome(), OutcomeJson::read);
              Job job = parsed(id, found.job(), JobJson::read);
              return new String(ErrorFile.render(job, outcome), StandardCharsets.UTF_8);
            });
  }

  @Override
  public Optional<String> log(JobId id) {
    return history(id).map(History::log);
  }

  /** The file itself if it is on this disk, or else the copy of the attempt that the row names. */
  @Override
  public InputStream open(JobId id, Artifact artifact) throws IOException {
    Optional<Path> here =
        inspection
            .find(id)
            .map(JobView::directory)
            .map(directory -> new JobDirectory(directory).output().resolve(artifact.file()));
    if (here.isPresent() && Files.isRegularFile(here.get(), LinkOption.NOFOLLOW_LINKS)) {
      return Files.newInputStream(here.get(), LinkOption.NOFOLLOW_LINKS);
    }
    Optional<History> history = history(id);
    if (artifacts == null || history.isEmpty()) {
      throw new NoSuchFileException(id + "/" + artifact.file());
    }
    return artifacts.open(id, history.get().number(), artifact.file());
  }

  private interface Form<T> {
    T read(byte[] json) throws JobFormatException;
  }

  private static <T> T parsed(JobId id, String json, Form<T> form) {
    try {
      return form.read(json.getBytes(StandardCharsets.UTF_8));
    } catch (JobFormatException e) {
      throw new QueueException(
          "what the database keeps of job " + id + " cannot be read: " + e.getMessage(), e);
    }
  }
}
