package dev.pressroom.cli;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One job, until it has ended. */
final class WatchedJob implements Watched {
  private static final int BAR = 30;

  private final JobId id;
  private Story story;
  private Situation around;
  private String said;
  private String before;

  WatchedJob(JobId id) {
    this.id = id;
  }

  @Override
  public Integer look(Situation now) throws IOException {
    around = now;
    story =
        Story.of(
            now.store()
                .find(id)
                .orElseThrow(() -> WrongUsage.notFound("job " + id + " was purged meanwhile")),
            now.store().reading());
    before = said;
    said = sentence();
    return switch (story.view().state()) {
      case SUCCEEDED -> ExitCode.OK;
      case FAILED, CANCELLED -> ExitCode.FAILED;
      default -> null;
    };
  }

  private String sentence() {
    String attempt = story.attemptText();
    String state = story.view().state().text();
    String reason =
        story.outcome() == null || story.outcome().reason().text().equals(state)
            ? ""
            : " (" + story.outcome().reason() + ")";
    String why = Why.of(story, around).text();
    String far = HowFar.of(story.view()).map(HowFar::text).orElse("");
    boolean begun = attempt != null && !attempt.startsWith("0 ");
    return state
        + reason
        + (begun ? ", attempt " + attempt : "")
        + (far.isEmpty() ? "" : ", " + far)
        + (why == null || story.view().state() == JobState.RUNNING ? "" : ": " + why);
  }

  @Override
  public List<String> screen(Terminal terminal) {
    if (story.view().state().finished()) {
      StringWriter text = new StringWriter();
      new StoryText(story, around, new Console(new PrintWriter(text, true), terminal)).print();
      return text.toString().lines().toList();
    }
    List<String> lines = new ArrayList<>();
    lines.add(Screens.cut(id.text(), terminal));
    String attempt = story.attemptText();
    lines.add(
        Screens.state(story.view().state().text(), terminal)
            + (attempt == null || attempt.startsWith("0 ") ? "" : ", attempt " + attempt)
            + (story.view().lease() == null
                ? ""
                : ", on " + around.workerOf(story.view().lease())));
    HowFar.of(story.view()).ifPresent(far -> lines.addAll(progress(far, terminal)));
    String why = Why.of(story, around).text();
    if (why != null) {
      lines.add(Screens.cut(why, terminal));
    }
    return lines;
  }

  private List<String> progress(HowFar far, Terminal terminal) {
    String time = "for " + Amounts.exactly(Duration.between(far.began(), around.now()));
    if (far.total() <= 0) {
      return List.of(Screens.cut(time + (far.text().isEmpty() ? "" : ", " + far.text()), terminal));
    }
    double part = Math.min(1, (double) far.done() / far.total());
    int full = (int) (BAR * part);
    String bar = "█".repeat(full) + "░".repeat(BAR - full);
    return List.of(
        Screens.cut(bar + " " + (int) (100 * part) + "%, " + time, terminal),
        Screens.cut(far.text(), terminal));
  }

  @Override
  public List<String> changes() {
    return said.equals(before)
        ? List.of()
        : List.of(around.now().truncatedTo(ChronoUnit.SECONDS) + " " + id + " " + said);
  }

  @Override
  public Optional<Map<String, Object>> json() {
    if (said.equals(before)) {
      return Optional.empty();
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("at", around.now().toString());
    map.putAll(StoryJson.of(story, around));
    return Optional.of(map);
  }

  @Override
  public int whenTimeIsOver() {
    return ExitCode.STILL_RUNNING;
  }
}
