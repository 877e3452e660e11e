package dev.pressroom.cli;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.QueueCount;
import dev.pressroom.queue.WorkerView;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All queues, the workers and what they run, and what ended last. */
final class WatchedQueues implements Watched {
  private static final EnumSet<JobState> UNFINISHED =
      EnumSet.of(JobState.PREPARED, JobState.SCHEDULED, JobState.QUEUED, JobState.RUNNING);
  private static final EnumSet<JobState> FINISHED =
      EnumSet.of(JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED);
  private static final int MOST_ENDED = 8;

  private Situation around;
  private Map<String, QueueCount> counts = new TreeMap<>();
  private List<JobView> unfinished = List.of();
  private List<JobView> ended = List.of();
  private Map<JobId, String> states;
  private List<String> changes = List.of();

  @Override
  public Integer look(Situation now) {
    around = now;
    counts = new TreeMap<>(now.store().counts());
    unfinished =
        now.store().list(new JobFilter(UNFINISHED, null, null, Map.of(), Integer.MAX_VALUE));
    ended = now.store().list(new JobFilter(FINISHED, null, null, Map.of(), MOST_ENDED));
    changes = compare();
    return null;
  }

  private List<String> compare() {
    Map<JobId, String> before = states;
    states = new TreeMap<>();
    for (JobView job : unfinished) {
      states.put(job.id(), described(job));
    }
    String at = around.now().truncatedTo(ChronoUnit.SECONDS).toString();
    List<String> said = new ArrayList<>();
    if (before == null) {
      counts.forEach((queue, count) -> said.add(at + " queue " + queue + ": " + counted(count)));
      around
          .workers()
          .forEach(worker -> said.add(at + " worker " + worker.name() + ": " + doing(worker)));
      return said;
    }
    states.forEach(
        (id, state) -> {
          if (!state.equals(before.get(id))) {
            said.add(at + " " + id + " " + state);
          }
        });
    before.keySet().stream()
        .filter(id -> !states.containsKey(id))
        .forEach(
            id ->
                said.add(
                    at
                        + " "
                        + id
                        + " "
                        + around.store().find(id).map(WatchedQueues::described).orElse("purged")));
    return said;
  }

  private static String described(JobView job) {
    return job.state()
        + (job.attempt() == null || job.attempt().number() == 0
            ? ""
            : ", attempt " + job.attempt());
  }

  private static String counted(QueueCount count) {
    return count.queued()
        + " waiting, "
        + count.running()
        + " running, "
        + count.scheduled()
        + " scheduled"
        + (count.paused() ? ", paused" : "");
  }

  private String doing(WorkerView worker) {
    long runs = of(worker).size();
    return !worker.alive(around.now(), around.lease())
        ? "silent"
        : runs == 0 ? "idle" : "runs " + (runs == 1 ? "1 job" : runs + " jobs");
  }

  private List<JobView> of(WorkerView worker) {
    return unfinished.stream()
        .filter(job -> job.lease() != null && job.lease().startsWith(worker.lease()))
        .toList();
  }

  @Override
  public List<String> screen(Terminal terminal) {
    List<String> lines = new ArrayList<>();
    lines.add(
        Screens.head("Pressroom, " + StoryText.second(around.now()) + ", Ctrl-C ends", terminal));
    lines.add("");
    lines.addAll(queues().lines(terminal));
    lines.add("");
    lines.addAll(around.workers().isEmpty() ? List.of("no worker") : workers().lines(terminal));
    if (!ended.isEmpty()) {
      lines.add("");
      Table table = new Table().state("ENDED").number("AGE").job("JOB");
      ended.forEach(
          job ->
              table.row(job.state().text(), Amounts.age(job.id().time(), around.now()), job.id()));
      lines.addAll(table.lines(terminal));
    }
    return lines;
  }

  private Table queues() {
    Table table =
        new Table()
            .text("QUEUE")
            .state("STATE")
            .number("WAITING")
            .number("OLDEST")
            .number("RUNNING")
            .number("SCHEDULED");
    counts.forEach(
        (queue, count) ->
            table.row(
                queue,
                QueuesCommand.state(count, around.serving(queue).size()),
                Amounts.count(count.queued()),
                oldest(queue),
                Amounts.count(count.running()),
                Amounts.count(count.scheduled())));
    return table;
  }

  private String oldest(String queue) {
    return unfinished.stream()
        .filter(job -> job.state() == JobState.QUEUED && queue.equals(job.queue()))
        .map(JobView::id)
        .min(JobId::compareTo)
        .map(id -> Amounts.age(id.time(), around.now()))
        .orElse("");
  }

  /** One line for each running job, with its worker; idle workers have one too. */
  private Table workers() {
    Table table = new Table().text("WORKER").number("FOR").sentence("PROGRESS").job("RUNS");
    for (WorkerView worker : around.workers()) {
      List<JobView> runs = of(worker);
      if (runs.isEmpty()) {
        table.row(worker.name(), "", "", doing(worker));
      }
      for (JobView job : runs) {
        HowFar far = HowFar.of(job).orElse(null);
        table.row(
            worker.name(),
            far == null ? "" : Amounts.length(Duration.between(far.began(), around.now())),
            far == null ? "" : far.text(),
            job.id());
      }
    }
    return table;
  }

  @Override
  public List<String> changes() {
    return changes;
  }

  @Override
  public Optional<Map<String, Object>> json() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("at", around.now().toString());
    Map<String, Object> queues = new LinkedHashMap<>();
    counts.forEach(
        (name, count) -> {
          Map<String, Object> queue = new LinkedHashMap<>();
          queue.put("queued", count.queued());
          queue.put("running", count.running());
          queue.put("scheduled", count.scheduled());
          queue.put("prepared", count.prepared());
          queue.put("paused", count.paused());
          queues.put(name, queue);
        });
    map.put("queues", queues);
    map.put("workers", around.workers().stream().map(this::json).toList());
    return Optional.of(map);
  }

  private Map<String, Object> json(WorkerView worker) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("worker", worker.name());
    map.put("lease", worker.lease());
    map.put("alive", worker.alive(around.now(), around.lease()));
    map.put("queues", worker.queues());
    map.put("running", of(worker).stream().map(job -> running(job)).toList());
    return map;
  }

  private static Map<String, Object> running(JobView job) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", job.id().text());
    StoryJson.attempt(map, job.attempt());
    HowFar.of(job).ifPresent(far -> map.put("progress", StoryJson.progress(far)));
    return map;
  }

  @Override
  public int whenTimeIsOver() {
    return ExitCode.OK;
  }
}
