package dev.pressroom.cli;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Attempt;
import dev.pressroom.job.Failure;
import dev.pressroom.job.Masking;
import dev.pressroom.job.Outcome;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A job's story as nested maps, for programs: names stay as they are once they are here. */
final class StoryJson {
  private StoryJson() {}

  static Map<String, Object> of(Story story, Situation around) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", story.view().id().text());
    map.put("report", story.view().id().report());
    map.put("state", story.view().state().text());
    put(map, "queue", story.queue());
    attempt(map, story.attempt());
    put(map, "due", story.view().due());
    put(map, "lease", story.view().lease());
    if (story.view().lease() != null) {
      put(map, "worker", around.workerOf(story.view().lease()));
    }
    Why why = Why.of(story, around);
    put(map, "why", why.text());
    put(map, "next", why.next());
    put(map, "unreadable", story.unreadable());
    if (story.job() != null) {
      put(map, "submittedAt", story.job().submittedAt());
      Masking masking = Masking.of(story.job().request(), story.report());
      map.put("labels", masking.texts(story.job().request().labels()));
    }
    HowFar.of(story.view())
        .ifPresent(
            far -> {
              put(map, "beganAt", far.began());
              map.put("progress", progress(far));
            });
    if (story.outcome() != null) {
      map.putAll(outcome(story.outcome()));
    }
    map.put("attempts", story.attempts().stream().map(StoryJson::outcome).toList());
    map.put("directory", story.hasFiles() ? story.view().directory().toString() : null);
    return map;
  }

  /**
   * A run by hand.
   *
   * @param directory the run's own
   */
  static Map<String, Object> of(Outcome outcome, Path directory) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", outcome.id().text());
    map.put("report", outcome.id().report());
    map.put("state", outcome.state().text());
    map.putAll(outcome(outcome));
    map.put("directory", directory.toAbsolutePath().toString());
    return map;
  }

  /** Which attempt it is, and of how many; both are null if that is not known any more. */
  static void attempt(Map<String, Object> map, Attempt attempt) {
    map.put("attempt", attempt == null ? null : attempt.number());
    map.put("allowed", attempt == null ? null : attempt.allowed());
  }

  static Map<String, Object> progress(HowFar far) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("done", far.done());
    map.put("total", far.total());
    put(map, "message", far.message());
    return map;
  }

  private static Map<String, Object> outcome(Outcome outcome) {
    Map<String, Object> map = new LinkedHashMap<>();
    attempt(map, outcome.attempt());
    map.put("reason", outcome.reason().text());
    if (outcome.run() != null) {
      put(map, "worker", outcome.run().worker());
      put(map, "claimedAt", outcome.run().claimedAt());
      put(map, "startedAt", outcome.run().startedAt());
      put(map, "finishedAt", outcome.run().finishedAt());
      put(map, "snapshotAt", outcome.run().snapshotAt());
    }
    if (outcome.produced() != null) {
      map.put("rows", outcome.produced().rows());
      map.put("warnings", outcome.produced().warnings());
      map.put(
          "artifacts", outcome.produced().artifacts().stream().map(StoryJson::artifact).toList());
    }
    put(map, "reportDigest", outcome.report() == null ? null : outcome.report().digest());
    if (outcome.failure() != null) {
      Failure failure = outcome.failure();
      map.put("error", Fields.of("message", failure.message(), "permanent", failure.permanent()));
    }
    return map;
  }

  private static Map<String, Object> artifact(Artifact artifact) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("file", artifact.file());
    map.put("mediaType", artifact.mediaType());
    map.put("size", artifact.size());
    put(map, "pages", artifact.pages());
    map.put("sha256", artifact.sha256());
    return map;
  }

  static void put(Map<String, Object> map, String name, Object value) {
    if (value != null) {
      map.put(name, value instanceof Number ? value : value.toString());
    }
  }
}
