package dev.pressroom.benchmark;

import dev.pressroom.data.ReportConnection;
import dev.pressroom.data.ReportSession;
import dev.pressroom.job.Attempt;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.json.JobJson;
import dev.pressroom.jobdir.Disk;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.press.Assignment;
import dev.pressroom.press.Briefing;
import dev.pressroom.press.JobRunner;
import dev.pressroom.press.PluginFolder;
import dev.pressroom.press.Plugins;
import dev.pressroom.press.Reports;
import dev.pressroom.press.RunControl;
import dev.pressroom.render.FanOut;
import dev.pressroom.render.Output;
import dev.pressroom.render.Rendered;
import dev.pressroom.render.Renderers;
import dev.pressroom.render.Rendering;
import dev.pressroom.report.definition.Definition;
import dev.pressroom.report.definition.Definitions;
import dev.pressroom.report.definition.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The ways to make a page without a queue. Safe for use by several threads. */
final class PageLoop {
  private final Workplace place;
  private final Renderers renderers = Renderers.standard();
  private final Definition definition;

  /** Makes one page. */
  interface Step {
    void run() throws IOException;
  }

  /** Makes the steps of one batch before its time begins to run. */
  interface Kind {
    Step step(Path folder, int number) throws IOException;
  }

  PageLoop(Workplace place) throws IOException {
    this.place = place;
    this.definition = Definitions.open(place.reports(), renderers.names()).find(Workplace.PAGE);
  }

  /** Of some 340 customers thirty, not always the same ones. */
  static long from(int number) {
    return 1 + number * 37L % 300;
  }

  static JobRequest request(int number) {
    return JobRequest.of(Workplace.PAGE).parameter("from", from(number)).output("pdf").build();
  }

  /** Nothing but a new connection, the report, and its forced file. */
  Step bare(Path folder, int number) {
    return () -> {
      Path file = folder.resolve(number + ".pdf");
      Instant now = Instant.now();
      Rendering rendering =
          new Rendering(Locale.ENGLISH, ZoneOffset.UTC, now, warning -> {}, () -> false);
      try (ReportConnection connection =
              ReportConnection.open(place.source(), ReportSession.of("bare"));
          FanOut document = renderers.open(List.of(new Output("pdf", file, Map.of())), rendering)) {
        Map<String, Object> parameters = Map.of("from", from(number));
        definition.generate(new BareContext(connection, now, parameters), document);
        Rendered made = document.finish().get(0);
        if (made.pages() != 1) {
          throw new IllegalStateException(file + " has " + made.pages() + " pages, not one");
        }
      }
    };
  }

  /** What a press does for a job, in the same class: job file and definition are read each time. */
  Step asPress(Path folder, int number) throws IOException {
    Disk disk = new LocalDisk();
    Attempt attempt = new Attempt(1, 1);
    Instant now = Instant.now();
    JobRequest request = request(number);
    Job job =
        new Job(JobId.create(now, request.report()), request, now, new Job.SubmittedBy(null, null));
    JobDirectory files = new JobDirectory(folder.resolve(job.id().text()));
    Files.createDirectories(files.attempt(attempt.number()));
    disk.write(files.jobJson(), JobJson.write(job));
    Assignment assignment =
        new Assignment(
            job.id(), attempt, files.root(), new Outcome.Route("default", 5), null, null);
    return () -> {
      Outcome outcome = runner().run(assignment, new Undisturbed());
      if (outcome.state() != JobState.SUCCEEDED) {
        throw new IllegalStateException("a page failed: " + outcome.failure().message());
      }
    };
  }

  private JobRunner runner() {
    // Reports is for one thread; made anew it costs nothing, for definitions need no plug-ins.
    return new JobRunner(
        new Reports(
            place.reports(),
            renderers.names(),
            new Plugins(new PluginFolder(place.reports().resolveSibling("plugins")))),
        renderers,
        new Briefing(
            place.reports(),
            null,
            List.of(place.source()),
            Locale.ENGLISH,
            ZoneOffset.UTC,
            Briefing.Limits.BY_HAND));
  }

  /**
   * Makes pages on some threads.
   *
   * @return how many a second
   */
  static double perSecond(Kind kind, Path folder, int threads, int pages) throws IOException {
    Files.createDirectories(folder);
    List<Step> steps = new ArrayList<>();
    for (int number = 0; number < pages; number++) {
      steps.add(kind.step(folder, number));
    }
    return Parallel.perSecond(threads, pages, number -> steps.get(number).run());
  }

  /** Nobody asks it to stop. */
  private static final class Undisturbed implements RunControl {
    @Override
    public void progress(long done, long total, String message) {}

    @Override
    public void found(Outcome.Report report, Limits limits) {}

    @Override
    public boolean stopRequested() {
      return false;
    }

    @Override
    public void onStop(Runnable cancel) {}
  }
}
