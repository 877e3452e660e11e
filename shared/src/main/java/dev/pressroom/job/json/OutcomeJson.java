package dev.pressroom.job.json;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Attempt;
import dev.pressroom.job.Failure;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Form 1 of {@code outcome.json}. */
public final class OutcomeJson {
  public static final String FORM = "pressroom/outcome/1";

  /** A larger file is refused unread, in bytes: it holds a few stack traces and a log's tail. */
  public static final int LARGEST = 8 << 20;

  private OutcomeJson() {}

  /** The outcome as UTF-8, indented for people. */
  public static byte[] write(Outcome outcome) {
    return Writer.write(
        out -> {
          out.field("format", FORM);
          out.field("id", outcome.id());
          out.field("state", outcome.state());
          out.field("reason", outcome.reason());
          out.field("attempt", outcome.attempt().number());
          out.field("attemptsAllowed", outcome.attempt().allowed());
          out.field("queue", outcome.route().queue());
          out.field("priority", outcome.route().priority());
          if (outcome.run() != null) {
            write(out, outcome.run());
          }
          if (outcome.report() != null) {
            out.field("definition", outcome.report().digest());
            out.texts("masked", outcome.report().masked());
          }
          if (outcome.produced() != null) {
            write(out, outcome.produced());
          }
          if (outcome.failure() != null) {
            out.object("error", () -> write(out, outcome.failure()));
          }
          out.field("version", outcome.version());
        });
  }

  private static void write(Writer out, Outcome.Run run) {
    out.field("worker", run.worker());
    out.field("claimedAt", run.claimedAt());
    out.field("startedAt", run.startedAt());
    out.field("finishedAt", run.finishedAt());
    out.field("snapshotAt", run.snapshotAt());
    out.field("snapshotLength", run.snapshotLength());
  }

  private static void write(Writer out, Outcome.Produced produced) {
    out.field("rows", produced.rows());
    out.texts("warnings", produced.warnings());
    out.objects(
        "artifacts",
        produced.artifacts(),
        artifact -> {
          out.field("file", artifact.file());
          out.field("format", artifact.format());
          out.field("mediaType", artifact.mediaType());
          out.field("size", artifact.size());
          out.field("pages", artifact.pages());
          out.field("sha256", artifact.sha256());
        });
  }

  private static void write(Writer out, Failure failure) {
    out.field("message", failure.message());
    out.field("permanent", failure.permanent());
    Failure.Place place = failure.place();
    if (place != null) {
      out.object(
          "place",
          () -> {
            out.field("file", place.file());
            out.field("line", place.line());
            out.field("column", place.column());
            out.field("sql", place.sql());
            out.field("sqlPosition", place.sqlPosition());
            out.field("row", place.row());
          });
    }
    out.objects(
        "causes",
        failure.causes(),
        cause -> {
          out.field("type", cause.type());
          out.field("message", cause.message());
          out.field("stack", cause.stack());
        });
    out.field("log", failure.log().isEmpty() ? null : failure.log());
  }

  /**
   * Reads an outcome.
   *
   * @throws JobFormatException if it is not one in form 1
   */
  public static Outcome read(byte[] json) throws JobFormatException {
    try (StrictReader in = StrictReader.of(json, LARGEST)) {
      return new Reading(in).outcome();
    }
  }

  private static final class Reading {
    private final StrictReader in;
    private String form;
    private String id;
    private JobState state;
    private Reason reason;
    private int attempt;
    private int allowed = 1;
    private String queue;
    private int priority;
    private String worker;
    private Instant claimedAt;
    private Instant startedAt;
    private Instant finishedAt;
    private Instant snapshotAt;
    private Duration snapshotLength;
    private long rows;
    private String definition;
    private List<String> masked;
    private List<String> warnings = List.of();
    private List<Artifact> artifacts;
    private Failure failure;
    private String version;

    Reading(StrictReader in) {
      this.in = in;
    }

    Outcome outcome() throws JobFormatException {
      in.document(
          Map.ofEntries(
              Map.entry("format", () -> form = in.text()),
              Map.entry("id", () -> id = in.text()),
              Map.entry("state", () -> state = JobState.parse(in.text())),
              Map.entry("reason", () -> reason = Reason.parse(in.text())),
              Map.entry("attempt", () -> attempt = in.integer()),
              Map.entry("attemptsAllowed", () -> allowed = in.integer()),
              Map.entry("queue", () -> queue = in.text()),
              Map.entry("priority", () -> priority = in.integer()),
              Map.entry("worker", () -> worker = in.text()),
              Map.entry("claimedAt", () -> claimedAt = in.instant()),
              Map.entry("startedAt", () -> startedAt = in.instant()),
              Map.entry("finishedAt", () -> finishedAt = in.instant()),
              Map.entry("snapshotAt", () -> snapshotAt = in.instant()),
              Map.entry("snapshotLength", () -> snapshotLength = in.duration()),
              Map.entry("rows", () -> rows = in.longInteger()),
              Map.entry("definition", () -> definition = in.text()),
              Map.entry("masked", () -> masked = in.list(1_000, in::text)),
              Map.entry("warnings", () -> warnings = in.list(1_000, in::text)),
              Map.entry("artifacts", () -> artifacts = in.list(100, this::artifact)),
              Map.entry("error", () -> failure = failure()),
              Map.entry("version", () -> version = in.text())));
      if (!FORM.equals(form)) {
        throw new JobFormatException("its form is " + form + ", not " + FORM, null);
      }
      for (Object required : new Object[] {id, state, reason, queue}) {
        if (required == null) {
          throw new JobFormatException("it lacks one of id, state, reason, queue", null);
        }
      }
      Outcome.Run run =
          worker == null
              ? null
              : new Outcome.Run(
                  worker, claimedAt, startedAt, finishedAt, snapshotAt, snapshotLength);
      Outcome.Produced produced =
          artifacts == null ? null : new Outcome.Produced(rows, artifacts, warnings);
      Outcome.Report report = masked == null ? null : new Outcome.Report(definition, masked);
      try {
        return new Outcome(
            new JobId(id),
            state,
            reason,
            new Attempt(attempt, allowed),
            new Outcome.Route(queue, priority),
            run,
            produced,
            failure,
            report,
            version);
      } catch (IllegalArgumentException e) {
        throw new JobFormatException(e.getMessage(), e);
      }
    }

    private Artifact artifact() throws JobFormatException {
      String[] text = new String[4];
      long[] size = new long[1];
      Integer[] pages = new Integer[1];
      in.object(
          Map.of(
              "file", () -> text[0] = in.text(),
              "format", () -> text[1] = in.text(),
              "mediaType", () -> text[2] = in.text(),
              "size", () -> size[0] = in.longInteger(),
              "pages", () -> pages[0] = in.integer(),
              "sha256", () -> text[3] = in.text()));
      return new Artifact(text[0], text[1], text[2], size[0], pages[0], text[3]);
    }

    private Failure failure() throws JobFormatException {
      String[] text = new String[2];
      boolean[] permanent = new boolean[1];
      Failure.Place[] place = new Failure.Place[1];
      List<Failure.Cause> causes = new java.util.ArrayList<>();
      in.object(
          Map.of(
              "message", () -> text[0] = in.text(),
              "permanent", () -> permanent[0] = in.bool(),
              "place", () -> place[0] = place(),
              "causes", () -> causes.addAll(in.list(100, this::cause)),
              "log", () -> text[1] = in.text()));
      return new Failure(text[0], permanent[0], place[0], causes, text[1]);
    }

    private Failure.Place place() throws JobFormatException {
      String[] text = new String[2];
      long[] number = new long[4];
      in.object(
          Map.of(
              "file", () -> text[0] = in.text(),
              "line", () -> number[0] = in.integer(),
              "column", () -> number[1] = in.integer(),
              "sql", () -> text[1] = in.text(),
              "sqlPosition", () -> number[2] = in.integer(),
              "row", () -> number[3] = in.longInteger()));
      return new Failure.Place(
          text[0], (int) number[0], (int) number[1], text[1], (int) number[2], number[3]);
    }

    private Failure.Cause cause() throws JobFormatException {
      String[] text = new String[3];
      in.object(
          Map.of(
              "type", () -> text[0] = in.text(),
              "message", () -> text[1] = in.text(),
              "stack", () -> text[2] = in.text()));
      return new Failure.Cause(text[0], text[1], text[2]);
    }
  }
}
