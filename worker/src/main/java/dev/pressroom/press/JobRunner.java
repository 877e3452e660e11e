package dev.pressroom.press;

import dev.pressroom.data.DataSourceSettings;
import dev.pressroom.data.ReportConnection;
import dev.pressroom.data.ReportSession;
import dev.pressroom.job.Artifact;
import dev.pressroom.job.Failure;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Masking;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.OutputRequest;
import dev.pressroom.job.Reason;
import dev.pressroom.jobdir.Disk;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.render.FanOut;
import dev.pressroom.render.Most;
import dev.pressroom.render.Output;
import dev.pressroom.render.Rendered;
import dev.pressroom.render.Renderers;
import dev.pressroom.render.Rendering;
import dev.pressroom.report.Parameters;
import dev.pressroom.report.Report;
import dev.pressroom.report.ReportException;
import dev.pressroom.report.Suggestion;
import dev.pressroom.report.definition.Definition;
import dev.pressroom.report.definition.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one attempt of one job, from its {@code job.json} to forced artifacts in the attempt's
 * directory, in the calling thread. Writes nowhere else and keeps nothing from one job to the next.
 *
 * <p>Whatever a report throws, errors included, becomes an outcome; {@link #run} itself throws only
 * if the heap is so full that not even that can be made.
 */
public final class JobRunner {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  private final Reports reports;
  private final Renderers renderers;
  private final Briefing settings;
  private final Disk disk = new LocalDisk();

  public JobRunner(Reports reports, Renderers renderers, Briefing settings) {
    this.reports = reports;
    this.renderers = renderers;
    this.settings = settings;
  }

  /**
   * Runs it.
   *
   * @return an outcome in state succeeded or failed; the worker decides whether a failure is the
   *     end
   */
  public Outcome run(Assignment assignment, RunControl control) {
    Run run = new Run(assignment, control);
    try {
      return run.ended(Reason.SUCCEEDED, run.produce(), null);
    } catch (Throwable thrown) {
      run.removeIncomplete();
      Verdict verdict = Verdict.on(thrown, run.connecting, settings.limits());
      return run.ended(verdict.reason(), null, verdict.failure());
    }
  }

  /** One run, and what is known of it whatever happens. */
  private final class Run {
    private final Assignment assignment;
    private final RunControl control;
    private final List<Path> files = new ArrayList<>();
    private Job job;
    private Outcome.Report report;
    private final Instant startedAt = Instant.now();
    private Instant snapshotAt;
    private Duration snapshotLength;
    private boolean connecting;

    Run(Assignment assignment, RunControl control) {
      this.assignment = assignment;
      this.control = control;
    }

    Outcome.Produced produce() throws Exception {
      job = assignment.files().readJob(disk);
      if (!job.id().equals(assignment.id())) {
        throw ReportException.permanent(
            "%s is of job %s, not of %s"
                .formatted(assignment.files().jobJson(), job.id(), assignment.id()));
      }
      Reports.Found found = reports.find(job.request().report());
      report = found.version();
      control.found(report, found.limits());
      leaveVersion(found);
      checkOutputs(found.report());
      JobContext.Surroundings surroundings =
          new JobContext.Surroundings(
              job.request().locale().orElse(settings.locale()),
              job.request().timeZone().orElse(settings.timeZone()));
      Map<String, Object> parameters =
          Parameters.resolve(
              found.report().parameters(),
              job.request().parameters(),
              job.asOf(),
              surroundings.timeZone());
      String name = found.report().dataSource().orElse(null);
      if (name == null) {
        return generate(found, new JobContext(job, surroundings, parameters, null, control));
      }
      long opened;
      boolean writes = found.report().writes();
      try (ReportConnection connection = connect(dataSource(name), surroundings, writes)) {
        opened = System.nanoTime();
        snapshotAt = connection.snapshotTime();
        control.onStop(connection::cancel);
        try {
          JobContext context = new JobContext(job, surroundings, parameters, connection, control);
          if (writes && !control.commits()) {
            context.warn("what this report writes is rolled back; --commit lets it stay");
          }
          Outcome.Produced produced = generate(found, writes ? context.writing() : context);
          if (writes && control.commits()) {
            commit(connection);
          }
          return produced;
        } finally {
          control.onStop(() -> {});
          snapshotLength = Duration.ofMillis((System.nanoTime() - opened) / 1_000_000);
        }
      }
    }

    /** Leaves a version that the worker does not have yet where the worker takes it from. */
    private void leaveVersion(Reports.Found found) {
      if (settings.versions() == null
          || !(found.report() instanceof Definition definition)
          || Files.isDirectory(settings.versions().resolve(definition.digest()))) {
        return;
      }
      Path attempt = assignment.files().attempt(assignment.attempt().number());
      try {
        new ReportVersion(definition.files()).write(ReportVersion.leftIn(attempt), disk);
      } catch (IOException e) {
        LOG.warn("this version of the report cannot be kept", e);
      }
    }

    /** Refuses what cannot be made before the database is asked for anything. */
    private void checkOutputs(Report report) {
      Set<String> offered = report.outputs();
      for (OutputRequest output : job.request().outputs()) {
        renderers.named(output.format());
        if (!offered.isEmpty() && !offered.contains(output.format())) {
          throw ReportException.permanent(
              "report \"%s\" is not made as %s%s; it offers: %s. Nothing was run."
                  .formatted(
                      report.name(),
                      output.format(),
                      Suggestion.hint(output.format(), offered),
                      String.join(", ", offered)));
        }
      }
    }

    private DataSourceSettings dataSource(String name) {
      List<String> known = new ArrayList<>();
      for (DataSourceSettings source : settings.dataSources()) {
        if (source.name().equals(name)) {
          return source;
        }
        known.add(source.name());
      }
      throw ReportException.permanent(
          "report \"%s\" reads the data source \"%s\", which the worker's configuration does not have%s;"
                  .formatted(job.request().report(), name, Suggestion.hint(name, known))
              + (known.isEmpty() ? " it has none." : " it has: " + String.join(", ", known) + ".")
              + " Add it under dataSources, or correct the report. Nothing was run.");
    }

    /** Artifacts first: what is committed has its report, whatever happens then. */
    private void commit(ReportConnection connection) throws IOException {
      disk.force(assignment.files().attemptOutput(assignment.attempt().number()));
      try {
        control.awaitGrant();
      } catch (InterruptedException e) {
        throw ReportException.temporary(
            "stopped as asked, before what the report wrote was committed; it is rolled back", e);
      }
      connection.commit();
    }

    private ReportConnection connect(
        DataSourceSettings source, JobContext.Surroundings surroundings, boolean writes) {
      connecting = true;
      ReportSession session =
          new ReportSession(
              job.id().text(),
              job.request().principal().tenant(),
              job.request().principal().user(),
              surroundings.timeZone());
      ReportConnection connection =
          writes
              ? ReportConnection.openForWriting(source, session)
              : ReportConnection.open(source, session);
      connecting = false;
      return connection;
    }

    private Outcome.Produced generate(Reports.Found found, JobContext context) throws Exception {
      Rendering rendering =
          new Rendering(
              context.locale(),
              context.timeZone(),
              job.asOf(),
              context::warn,
              control::stopRequested);
      try (FanOut document = open(rendering).within(most(found.limits()))) {
        generate(found.report(), context, document);
        List<Artifact> artifacts = artifacts(document.finish());
        return new Outcome.Produced(document.rows(), artifacts, shown(context.warnings()));
      }
    }

    private List<String> shown(List<String> warnings) {
      Masking masking = Masking.of(job.request(), report);
      return warnings.stream().map(masking::text).toList();
    }

    /** Libraries look at the thread for what they load by name: a plug-in's find the plug-in's. */
    private static void generate(Report report, JobContext context, FanOut document)
        throws Exception {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(report.getClass().getClassLoader());
      try {
        report.generate(context, document);
      } finally {
        thread.setContextClassLoader(before);
      }
    }

    private FanOut open(Rendering rendering) throws IOException {
      Path folder = assignment.files().attemptOutput(assignment.attempt().number());
      disk.createDirectory(folder);
      List<Output> outputs = new ArrayList<>();
      for (OutputRequest asked : job.request().outputs()) {
        Path file = folder.resolve(asked.fileName(job.id()));
        if (files.contains(file)) {
          throw ReportException.permanent(
              "two outputs would both be called "
                  + file.getFileName()
                  + "; give each a name of its own. Nothing was run.");
        }
        files.add(file);
        outputs.add(new Output(asked.format(), file, asked.options()));
      }
      return renderers.open(outputs, rendering);
    }

    private Most most(Limits own) {
      return settings
          .limits()
          .most()
          .tighter(new Most(most(own.rows()), most(own.pages()), most(own.bytes())));
    }

    private static Most.Limit most(Optional<Limits.Limit> limit) {
      return limit.map(own -> new Most.Limit(own.most(), own.setBy())).orElse(null);
    }

    private List<Artifact> artifacts(List<Rendered> files) {
      List<Artifact> artifacts = new ArrayList<>();
      for (int i = 0; i < files.size(); i++) {
        Rendered file = files.get(i);
        String format = job.request().outputs().get(i).format();
        artifacts.add(
            new Artifact(
                file.file().getFileName().toString(),
                format,
                renderers.named(format).mediaType(),
                file.bytes(),
                file.pages() == 0 ? null : Math.toIntExact(file.pages()),
                file.sha256()));
      }
      return artifacts;
    }

    /** What a failed attempt leaves is of no use, and may be large. */
    void removeIncomplete() {
      for (Path file : files) {
        try {
          disk.remove(file);
        } catch (IOException e) {
          LOG.debug("{} stays until its job is purged", file, e);
        }
      }
    }

    Outcome ended(Reason reason, Outcome.Produced produced, Failure failure) {
      return new Outcome(
          assignment.id(),
          reason == Reason.SUCCEEDED ? JobState.SUCCEEDED : JobState.FAILED,
          reason,
          assignment.attempt(),
          assignment.route(),
          new Outcome.Run(
              assignment.worker() == null ? "by-hand" : assignment.worker(),
              assignment.claimedAt() == null ? startedAt : assignment.claimedAt(),
              startedAt,
              Instant.now(),
              snapshotAt,
              snapshotLength),
          produced,
          job == null ? failure : Masking.of(job.request(), report).failure(failure),
          report,
          Version.CURRENT);
    }
  }
}
