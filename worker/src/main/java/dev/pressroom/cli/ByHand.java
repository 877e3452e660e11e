package dev.pressroom.cli;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Attempt;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.OutputRequest;
import dev.pressroom.job.json.JobJson;
import dev.pressroom.job.json.OutcomeJson;
import dev.pressroom.jobdir.Disk;
import dev.pressroom.jobdir.ErrorFile;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.press.Assignment;
import dev.pressroom.press.Briefing;
import dev.pressroom.press.JobRunner;
import dev.pressroom.press.PluginFolder;
import dev.pressroom.press.Plugins;
import dev.pressroom.press.Reports;
import dev.pressroom.press.RunControl;
import dev.pressroom.render.Renderers;
import dev.pressroom.report.ReportException;
import dev.pressroom.report.definition.Limits;
import dev.pressroom.worker.config.WorkerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs a job in the foreground, in a directory of its own, with the very code that a press runs,
 * and leaves there what a worker would have left. No queue knows of it. For one thread.
 */
final class ByHand {
  private static final Attempt ONLY = new Attempt(1, 1);

  private final WorkerConfig config;
  private final FormerVersion version;
  private final boolean commit;
  private final Disk disk = new LocalDisk();

  /**
   * @param commit whether what reports write stays; otherwise it is rolled back
   */
  ByHand(WorkerConfig config, boolean commit) {
    this(config, commit, null);
  }

  private ByHand(WorkerConfig config, boolean commit, FormerVersion version) {
    this.config = config;
    this.commit = commit;
    this.version = version;
  }

  /** With the version of the report that a job ran with, not with today's. */
  static ByHand asItWas(WorkerConfig config, boolean commit, JobDirectory ran) throws IOException {
    return new ByHand(config, commit, FormerVersion.of(ran, config));
  }

  /**
   * Runs a job.
   *
   * @param to where its directory is to be; must not be there yet
   */
  Outcome run(Job job, Path to) throws IOException {
    if (Files.exists(to)) {
      throw WrongUsage.of(
          to + " is there already; name another folder with --to DIR. Nothing was run.");
    }
    JobDirectory files = new JobDirectory(to.toAbsolutePath());
    Outcome.Route route = new Outcome.Route(job.request().queue(), job.request().priority());
    Renderers renderers = Renderers.standard();
    Outcome outcome;
    PluginFolder folder = new PluginFolder(config.folders().plugins());
    try (DriverJars drivers = new DriverJars(folder);
        Plugins plugins = new Plugins(folder)) {
      Path root = version == null ? config.folders().reports() : version.reports();
      Reports reports = new Reports(root, renderers.names(), plugins);
      mustBeThere(reports, job.request().report());
      if (version != null) {
        version.mustBe(reports.find(job.request().report()));
      }
      make(files, job);
      outcome =
          new JobRunner(reports, renderers, briefing())
              .run(
                  new Assignment(job.id(), ONLY, files.root(), route, null, null),
                  new Foreground(commit));
    }
    moveUp(files, job, outcome);
    return outcome;
  }

  private static void mustBeThere(Reports reports, String name) {
    try {
      reports.find(name);
    } catch (ReportException e) {
      if (!reports.names().contains(name)) {
        throw WrongUsage.notFound(e.getMessage());
      }
    }
  }

  private void make(JobDirectory files, Job job) throws IOException {
    try {
      Files.createDirectories(files.attemptOutput(ONLY.number()));
    } catch (IOException e) {
      throw WrongUsage.of(
          "the folder "
              + files.root()
              + " cannot be made: "
              + e
              + "; name another with --to DIR. Nothing was run.");
    }
    disk.write(files.jobJson(), JobJson.write(job));
  }

  private Briefing briefing() {
    return new Briefing(
        config.folders().reports(),
        null,
        List.copyOf(config.dataSources().values()),
        config.jobs().locale(),
        config.jobs().timeZone(),
        Briefing.Limits.BY_HAND);
  }

  private void moveUp(JobDirectory files, Job job, Outcome outcome) throws IOException {
    disk.createDirectory(files.output());
    if (outcome.state() == JobState.SUCCEEDED) {
      for (Artifact artifact : outcome.produced().artifacts()) {
        disk.rename(
            files.attemptOutput(ONLY.number()).resolve(artifact.file()),
            files.output().resolve(artifact.file()));
      }
    } else {
      byte[] text = ErrorFile.render(job, outcome);
      for (OutputRequest output : job.request().outputs()) {
        Path file = files.output().resolve(output.baseName(job.id()) + ".txt");
        if (!disk.exists(file)) {
          disk.write(file, text);
        }
      }
    }
    disk.write(files.outcomeJson(), OutcomeJson.write(outcome));
  }

  /** Nobody asks it to stop but Ctrl-C, which ends the process. */
  private record Foreground(boolean commits) implements RunControl {
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
