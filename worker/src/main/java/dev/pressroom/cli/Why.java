package dev.pressroom.cli;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.QueueCount;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Why a job is where it is, and what a person can do about it.
 *
 * @param text a sentence; null if the state says it all
 * @param next a command or a sentence; null if there is nothing to do
 */
record Why(String text, String next) {
  private static final Comparator<JobView> IN_TURN =
      Comparator.comparing(JobView::priority).thenComparing(JobView::id);

  static Why of(Story story, Situation around) {
    JobView view = story.view();
    return switch (view.state()) {
      case PREPARED ->
          new Why(
              "its host has written it and not yet released it",
              "ask its host; if nobody wants it: pressroom cancel " + number(view));
      case SCHEDULED -> scheduled(story, around);
      case QUEUED -> queued(story, around);
      case RUNNING -> running(view, around);
      case FAILED -> failed(story);
      case CANCELLED -> new Why(null, "if it is wanted after all: pressroom retry " + number(view));
      case SUCCEEDED -> new Why(null, null);
    };
  }

  private static Why scheduled(Story story, Situation around) {
    Instant due = story.view().due();
    String when =
        due.isAfter(around.now())
            ? "until %s, in %s".formatted(StoryText.second(due), Amounts.age(around.now(), due))
            : "since %s it should no longer wait".formatted(StoryText.second(due));
    List<Outcome> attempts = story.attempts();
    String reason = "as was asked";
    if (!attempts.isEmpty()) {
      Outcome last = attempts.get(attempts.size() - 1);
      reason =
          "because attempt "
              + last.attempt().number()
              + " ended with "
              + last.reason()
              + (last.failure() == null ? "" : ": " + firstLine(last.failure().message()));
    }
    if (around.alive().isEmpty()) {
      return new Why(
          "it waits " + when + ", " + reason + "; no worker is there to run it then",
          "start a worker: pressroom worker --config FILE");
    }
    return new Why("it waits " + when + ", " + reason, null);
  }

  private static Why queued(Story story, Situation around) {
    JobView view = story.view();
    if (story.newer()) {
      return new Why("no worker here can read it: " + story.unreadable(), "upgrade the workers");
    }
    if (story.unreadable() != null) {
      return new Why(
          "it cannot be read and is put aside when it is its turn: " + story.unreadable(),
          "pressroom cancel " + number(view) + ", and submit it anew");
    }
    QueueCount count = around.store().counts().get(view.queue());
    if (count != null && count.paused()) {
      return new Why(
          "queue " + view.queue() + " is paused", "pressroom queues resume " + view.queue());
    }
    if (around.alive().isEmpty()) {
      return new Why("no worker is there", "start one: pressroom worker --config FILE");
    }
    int serving = around.serving(view.queue()).size();
    if (serving == 0) {
      return new Why(
          "no worker serves queue " + view.queue(),
          "add it to a worker's worker.queues, or: pressroom queues move "
              + number(view)
              + " --to QUEUE");
    }
    return behind(view, around, serving);
  }

  private static Why behind(JobView view, Situation around, int serving) {
    long before =
        around
            .store()
            .list(
                JobFilter.newest(Integer.MAX_VALUE).inState(JobState.QUEUED).inQueue(view.queue()))
            .stream()
            .filter(other -> IN_TURN.compare(other, view) < 0)
            .count();
    int running =
        around.store().list(JobFilter.newest(Integer.MAX_VALUE).inState(JobState.RUNNING)).size();
    String who =
        (serving == 1 ? "1 worker serves" : serving + " workers serve")
            + " this queue, "
            + (running == 1 ? "1 job runs" : Amounts.count(running) + " jobs run")
            + " now";
    return before == 0
        ? new Why("it is next; " + who, null)
        : new Why(
            "it stands behind "
                + (before == 1 ? "1 other" : Amounts.count(before) + " others")
                + "; "
                + who,
            "to put it first: pressroom queues move " + number(view) + " --priority 0");
  }

  private static Why running(JobView view, Situation around) {
    boolean lost =
        around.workers().stream()
            .filter(worker -> view.lease().startsWith(worker.lease()))
            .noneMatch(worker -> worker.alive(around.now(), around.lease()));
    if (lost) {
      return new Why(
          "its worker has been silent for longer than its lease; another worker takes it back",
          around.alive().isEmpty() ? "start a worker: pressroom worker --config FILE" : null);
    }
    return new Why(null, "pressroom watch " + number(view));
  }

  private static Why failed(Story story) {
    String retry = "pressroom retry " + number(story.view());
    Outcome outcome = story.outcome();
    boolean permanent =
        outcome != null && outcome.failure() != null && outcome.failure().permanent();
    return new Why(
        null, permanent ? "mend what is wrong, then: " + retry : "to try again: " + retry);
  }

  /** Enough of the id to name the job on a command line. */
  private static String number(JobView view) {
    return view.id().text().substring(0, JobChoice.NUMBER);
  }

  static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  /** What was asked, in one line: {@code pdf, csv (october)}. */
  static String outputs(Job job) {
    return String.join(
        ", ",
        job.request().outputs().stream()
            .map(
                output ->
                    output.name() == null
                        ? output.format()
                        : output.format() + " (" + output.name() + ")")
            .toList());
  }
}
