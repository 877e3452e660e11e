package dev.pressroom.cli;

import dev.pressroom.job.JobState;
import dev.pressroom.queue.ExamineStore;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.QueueCount;
import dev.pressroom.queue.Store;
import dev.pressroom.queue.WorkerView;
import dev.pressroom.worker.config.WorkerConfig;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "queues",
    description = "Lists the queues: what waits in each, for how long, and who serves it.",
    synopsisSubcommandLabel = "[pause | resume | move]",
    subcommands = {QueuesCommand.Pause.class, QueuesCommand.Resume.class, QueuesCommand.Move.class},
    mixinStandardHelpOptions = true)
final class QueuesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Setting setting;

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    WorkerConfig config = setting.config();
    Instant now = Instant.now();
    try (Store store = setting.openStore()) {
      Map<String, QueueCount> counts = new TreeMap<>(store.counts());
      for (String served : config.worker().queues()) {
        counts.putIfAbsent(served, new QueueCount(0, 0, 0, 0, false));
      }
      Map<String, Instant> oldest = oldest(store);
      List<WorkerView> alive =
          setting.examining(ExamineStore::workers).stream()
              .filter(worker -> worker.alive(now, config.worker().lease()))
              .toList();
      if (json) {
        console.json(
            counts.entrySet().stream()
                .map(queue -> fields(queue.getKey(), queue.getValue(), oldest, alive))
                .toList());
      } else {
        Table table =
            new Table()
                .text("QUEUE")
                .state("STATE")
                .number("WAITING")
                .number("OLDEST")
                .number("RUNNING")
                .number("SCHEDULED")
                .number("PREPARED")
                .number("WORKERS");
        counts.forEach((name, count) -> addRow(table, name, count, oldest.get(name), alive));
        console.table(table);
      }
      return ExitCode.OK;
    }
  }

  private static Map<String, Instant> oldest(Store store) {
    Map<String, Instant> oldest = new HashMap<>();
    for (JobView job : store.list(JobFilter.newest(Integer.MAX_VALUE).inState(JobState.QUEUED))) {
      oldest.put(job.queue(), job.id().time());
    }
    return oldest;
  }

  private static void addRow(
      Table table, String name, QueueCount count, Instant oldest, List<WorkerView> alive) {
    long serving = alive.stream().filter(worker -> worker.serves(name)).count();
    table.row(
        name,
        state(count, serving),
        Amounts.count(count.queued()),
        oldest == null ? "" : Amounts.age(oldest, Instant.now()),
        Amounts.count(count.running()),
        Amounts.count(count.scheduled()),
        Amounts.count(count.prepared()),
        serving);
  }

  /** One word; a queue that nobody serves is worth one only if something waits in it. */
  static String state(QueueCount count, long serving) {
    return count.paused() ? "paused" : serving == 0 && count.queued() > 0 ? "unserved" : "open";
  }

  private static Map<String, Object> fields(
      String name, QueueCount count, Map<String, Instant> oldest, List<WorkerView> alive) {
    List<String> serving =
        alive.stream().filter(worker -> worker.serves(name)).map(WorkerView::name).toList();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("queue", name);
    map.put("state", state(count, serving.size()));
    map.put("paused", count.paused());
    map.put("queued", count.queued());
    map.put("running", count.running());
    map.put("scheduled", count.scheduled());
    map.put("prepared", count.prepared());
    map.put("oldestQueuedAt", oldest.containsKey(name) ? oldest.get(name).toString() : null);
    map.put("workers", serving);
    return map;
  }

  private static void tell(CommandSpec spec, boolean json, Map<String, ?> fields, String text) {
    if (json) {
      Console.of(spec).json(fields);
    } else {
      Console.of(spec).line(text);
    }
  }

  private static String checked(String queue) {
    try {
      return dev.pressroom.job.JobRequest.checkQueue(queue);
    } catch (IllegalArgumentException e) {
      throw WrongUsage.of(e.getMessage() + ". Nothing was changed.");
    }
  }

  @Command(
      name = "pause",
      description = "Stops every worker from claiming from a queue; what runs goes on.",
      mixinStandardHelpOptions = true)
  static final class Pause implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private Setting setting;

    @Parameters(paramLabel = "QUEUE", description = "The queue's name.")
    private String queue;

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    @Override
    public Integer call() {
      try (Store store = setting.openStore()) {
        store.pause(checked(queue));
      }
      tell(
          spec,
          json,
          Fields.of("queue", queue, "paused", true),
          "queue "
              + queue
              + " is paused; what runs goes on. Let it go on with: pressroom queues resume "
              + queue);
      return ExitCode.OK;
    }
  }

  @Command(
      name = "resume",
      description = "Lets workers claim from a paused queue again.",
      mixinStandardHelpOptions = true)
  static final class Resume implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private Setting setting;

    @Parameters(paramLabel = "QUEUE", description = "The queue's name.")
    private String queue;

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    @Override
    public Integer call() {
      try (Store store = setting.openStore()) {
        if (!store.counts().containsKey(checked(queue))) {
          throw WrongUsage.notFound(
              "there is no queue "
                  + queue
                  + " in "
                  + setting.queueName()
                  + "; pressroom queues lists those that there are. Nothing was changed.");
        }
        store.resume(queue);
      }
      tell(spec, json, Fields.of("queue", queue, "paused", false), "queue " + queue + " is open");
      return ExitCode.OK;
    }
  }

  @Command(
      name = "move",
      description = "Moves waiting jobs to another queue or another place in theirs.",
      sortOptions = false,
      mixinStandardHelpOptions = true)
  static final class Move implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "JOB", arity = "1..*", description = JobChoice.DESCRIPTION)
    private List<String> jobs;

    @Option(names = "--to", paramLabel = "QUEUE", description = "The queue; the same if not said.")
    private String to;

    @Option(
        names = "--priority",
        paramLabel = "0-9",
        description = "0 is first; the same if not said.")
    private Integer priority;

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    @Mixin private Setting setting;

    @Override
    public Integer call() {
      if (to == null && priority == null) {
        throw WrongUsage.of(
            "say where to: --to QUEUE, --priority 0-9, or both. Nothing was moved.");
      }
      if (priority != null && (priority < 0 || priority > 9)) {
        throw WrongUsage.of("--priority=" + priority + " is not 0 to 9. Nothing was moved.");
      }
      if (to != null) {
        checked(to);
      }
      try (Store store = setting.openStore()) {
        Done done = new Done("nothing was moved");
        JobChoice choice = new JobChoice(store);
        for (JobView job :
            jobs.stream().map(text -> choice.get(text, setting.queueName())).toList()) {
          move(store, job, done);
        }
        return done.tell(Console.of(spec), json);
      }
    }

    private void move(Store store, JobView job, Done done) {
      if (job.state() == JobState.RUNNING || job.state().finished()) {
        done.failed(job.id(), job.state().text(), "only what waits can be moved");
        return;
      }
      String queue = to == null ? job.queue() : to;
      int place = priority == null ? job.priority() : priority;
      store
          .move(job.id(), queue, place)
          .ifPresentOrElse(
              moved ->
                  done.add(
                      job.id(), moved.state().text(), "queue " + queue + ", priority " + place),
              () -> done.failed(job.id(), "gone", "it no longer waits"));
    }
  }
}
