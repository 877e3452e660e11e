package dev.pressroom.press;

import dev.pressroom.render.Renderers;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The press: a child process of a worker that runs job directories, one at a time, as told on
 * descriptor 3, and answers on descriptor 4 ({@link Line} has the table). It writes only below the
 * attempt's own directory.
 *
 * <p>Started by the worker with INT, TERM and HUP ignored. It ends itself when its input closes or
 * stays silent, when its memory is exhausted, and when told to.
 *
 * <p>Threads: this one runs reports; {@link Orders} listens, {@link Silence} watches, {@link
 * Progress} reports.
 */
public final class PressMain {
  /** How long the first words may take: a machine may be busy while a worker starts. */
  private static final Duration FIRST_WORDS = Duration.ofMinutes(1);

  private PressMain() {}

  /**
   * @param args the folder of plug-ins
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    PressLog log = PressLog.install();
    FileInputStream raw = new FileInputStream("/dev/fd/3");
    Voice voice = new Voice(new FileOutputStream("/dev/fd/4"));
    Silence silence = new Silence(raw, FIRST_WORDS);
    Orders orders = new Orders(new BufferedInputStream(raw), silence, voice);
    Progress progress = new Progress(voice);
    start("pressroom-silence", silence);
    start("pressroom-orders", orders);
    start("pressroom-progress", progress);

    Briefing briefing = Briefing.of(orders.hello());
    silence.longest(briefing.limits().silence());
    Renderers renderers = Renderers.standard();
    Plugins plugins = new Plugins(new PluginFolder(Path.of(args[0])));
    Reports reports = new Reports(briefing.reports(), renderers.names(), plugins);
    JobRunner runner = new JobRunner(reports, renderers, briefing);
    LastWords lastWords = LastWords.install(voice);
    Bench bench =
        new Bench(
            runner, plugins, briefing.limits(), new Bench.Ends(voice, log, progress, lastWords));
    voice.say(Line.say("ready").with("pid", ProcessHandle.current().pid()));
    while (true) {
      bench.run(orders.next(), orders);
    }
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(
        (failed, e) -> {
          e.printStackTrace();
          (e instanceof OutOfMemoryError ? PressExit.OUT_OF_MEMORY : PressExit.FAULT).halt();
        });
    thread.start();
  }
}
