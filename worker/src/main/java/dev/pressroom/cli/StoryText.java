package dev.pressroom.cli;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Delivery;
import dev.pressroom.job.Job;
import dev.pressroom.job.Masking;
import dev.pressroom.job.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Tells a job's story to a person. For one thread. */
final class StoryText {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int DIGEST_SHOWN = 12;

  private final Story story;
  private final Situation around;
  private final Console console;

  StoryText(Story story, Situation around, Console console) {
    this.story = story;
    this.around = around;
    this.console = console;
  }

  /** To the second, in UTC. */
  static String second(Instant moment) {
    return SECOND.format(moment);
  }

  void print() {
    Why why = Why.of(story, around);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("Job", story.view().id());
    facts.put("State", state());
    facts.put("Why", why.text());
    facts.put("Attempt", story.attemptText());
    facts.put("Queue", queue());
    running(facts);
    asked(facts);
    if (story.outcome() != null && story.outcome().run() != null) {
      Instant snapshot = story.outcome().run().snapshotAt();
      facts.put("Snapshot", snapshot == null ? null : second(snapshot));
    }
    facts.put("Delivery", deliveries());
    facts.put("Directory", story.hasFiles() ? story.view().directory() : null);
    console.facts(facts);
    attempts();
    produced();
    failure();
    if (why.next() != null) {
      console.line();
      console.sentence(Colour.STRONG, "Next: " + why.next());
    }
  }

  private String state() {
    Outcome outcome = story.outcome();
    String state = story.view().state().text();
    if (outcome == null) {
      return state;
    }
    boolean plain = outcome.reason().text().equals(state);
    return state
        + (plain ? "" : " (" + outcome.reason() + ")")
        + (outcome.run() == null
            ? ""
            : " " + Amounts.age(outcome.run().finishedAt(), around.now()) + " ago");
  }

  private String queue() {
    if (story.queue() == null) {
      return null;
    }
    int priority =
        story.outcome() != null ? story.outcome().route().priority() : story.view().priority();
    return story.queue() + ", priority " + priority;
  }

  private void running(Map<String, Object> facts) {
    if (story.view().lease() == null) {
      return;
    }
    facts.put("Worker", around.workerOf(story.view().lease()));
    HowFar.of(story.view())
        .ifPresent(
            far -> {
              facts.put(
                  "Runs",
                  "for "
                      + Amounts.exactly(Duration.between(far.began(), around.now()))
                      + ", since "
                      + second(far.began()));
              facts.put("Progress", far.text().isEmpty() ? null : far.text());
            });
  }

  private void asked(Map<String, Object> facts) {
    Job job = story.job();
    if (job == null) {
      facts.put("Unreadable", story.unreadable());
      return;
    }
    Masking masking = Masking.of(job.request(), story.report());
    facts.put(
        "Submitted",
        second(job.submittedAt())
            + ", "
            + Amounts.age(job.submittedAt(), around.now())
            + " ago"
            + by(job.submittedBy()));
    facts.put("Outputs", masking.text(Why.outputs(job)));
    facts.put("Parameters", parameters(job, masking));
    facts.put("On behalf", behalf(job));
    facts.put("As of", job.request().asOf().map(StoryText::second).orElse(null));
    facts.put("Expires", job.request().expiresAt().map(StoryText::second).orElse(null));
    facts.put(
        "Labels",
        job.request().labels().isEmpty()
            ? null
            : String.join(
                ", ",
                masking.texts(job.request().labels()).entrySet().stream()
                    .map(label -> label.getKey() + "=" + label.getValue())
                    .toList()));
    facts.put(
        "Key",
        job.request()
            .key()
            .map(key -> masking.text(key.value()) + " (" + key.kind().text() + ")")
            .orElse(null));
  }

  /** Values only where it is known which are masked; null if there are none. */
  private String parameters(Job job, Masking masking) {
    Map<String, Object> parameters = job.request().parameters();
    if (parameters.isEmpty()) {
      return null;
    }
    if (story.report() == null) {
      return String.join(", ", parameters.keySet());
    }
    return String.join(
        ", ",
        masking.parameters().entrySet().stream()
            .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
            .toList());
  }

  private static String behalf(Job job) {
    String tenant = job.request().principal().tenant();
    String user = job.request().principal().user();
    if (tenant == null && user == null) {
      return null;
    }
    return (user == null ? "" : "user " + user)
        + (user == null || tenant == null ? "" : ", ")
        + (tenant == null ? "" : "tenant " + tenant);
  }

  private static String by(Job.SubmittedBy by) {
    if (by == null) {
      return "";
    }
    return (by.application() == null ? "" : ", by " + by.application())
        + (by.host() == null ? "" : " on " + by.host());
  }

  private String deliveries() {
    if (story.job() == null || story.job().request().deliver().isEmpty()) {
      return null;
    }
    boolean due =
        around.store().deliveries().stream().anyMatch(mark -> mark.id().equals(story.view().id()));
    String done =
        due
            ? "still to be made: "
            : !story.view().state().finished()
                ? "then: "
                : story.hasFiles() ? "made: " : "on the machine that ran it: ";
    Masking masking = Masking.of(story.job().request(), story.report());
    return done
        + String.join(
            ", ",
            story.job().request().deliver().stream()
                .filter(Delivery.Publish.class::isInstance)
                .map(
                    to ->
                        around.published()
                            + "/"
                            + masking.text(((Delivery.Publish) to).path())
                            + ".*")
                .toList());
  }

  private void attempts() {
    if (story.attempts().isEmpty()) {
      return;
    }
    console.line();
    Table table =
        new Table()
            .number("TRY")
            .text("BEGAN")
            .number("TOOK")
            .text("WORKER")
            .state("ENDED")
            .sentence("MESSAGE");
    for (Outcome attempt : story.attempts()) {
      Outcome.Run run = attempt.run();
      Instant began =
          run == null ? null : run.startedAt() == null ? run.claimedAt() : run.startedAt();
      table.row(
          attempt.attempt().number(),
          began == null ? "" : SHORT.format(began),
          began == null ? "" : Amounts.exactly(Duration.between(began, run.finishedAt())),
          run == null ? "" : run.worker(),
          attempt.reason().text(),
          attempt.failure() == null ? "" : attempt.failure().message());
    }
    console.table(table);
  }

  private void produced() {
    Outcome.Produced produced = story.outcome() == null ? null : story.outcome().produced();
    if (produced == null) {
      return;
    }
    console.line();
    Table table =
        new Table().text("FILE").number("SIZE").number("PAGES").number("ROWS").text("SHA-256");
    for (Artifact artifact : produced.artifacts()) {
      table.row(
          artifact.file(),
          Amounts.size(artifact.size()),
          artifact.pages() == null ? "" : Amounts.count(artifact.pages()),
          Amounts.count(produced.rows()),
          digest(artifact.sha256()));
    }
    console.table(table);
    console.line(
        story.hasFiles()
            ? "in " + story.files().output()
            : "on another machine's disk; pressroom show --to DIR gets copies, if they are kept");
    for (String warning : produced.warnings()) {
      console.sentence(Colour.CARE, "warning: " + warning);
    }
  }

  private static String digest(String sha256) {
    return sha256.length() <= DIGEST_SHOWN ? sha256 : sha256.substring(0, DIGEST_SHOWN) + "…";
  }

  private void failure() {
    if (story.outcome() != null && story.outcome().failure() != null) {
      console.line();
      console.sentence(Colour.BAD, story.outcome().failure().message());
      console.line(
          story.hasFiles()
              ? "The whole story is in " + story.files().output() + "/*.txt"
              : "The whole story: pressroom show --error " + story.view().id());
    }
  }
}
