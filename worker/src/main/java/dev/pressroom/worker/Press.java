package dev.pressroom.worker;

import dev.pressroom.jobdir.Disk;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.press.Assignment;
import dev.pressroom.press.Briefing;
import dev.pressroom.press.Line;
import dev.pressroom.press.Offspring;
import dev.pressroom.press.PluginFolder;
import dev.pressroom.press.PressExit;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One child process that runs jobs, seen from the worker. Its user is one thread; {@link #wake} may
 * come from any. Threads of its own write (and ping when there is nothing to write, so that no
 * other part's load or trouble lets a press believe that its worker is gone), read, drain its log
 * and wait for its end.
 */
final class Press {
  /** What {@link #next} gives when the process has ended; nothing comes after it. */
  static final String ENDED = "ended";

  /** What {@link #next} gives after {@link #wake}. */
  static final String WOKEN = "woken";

  private static final Logger LOG = LoggerFactory.getLogger(Press.class);
  private static final Set<String> WORDS =
      Set.of("ready", "started", "found", "progress", "prepared", "stopping", "finished", "dying");

  /**
   * Fits into the tail; the problem, the thread and its stack stand there, before the registers.
   */
  private static final int CRASH_REPORT_HEAD = 4_000;

  /** A report may write to the press's descriptors; what a press itself says is far shorter. */
  private static final int LONGEST_LINE = 64 << 10;

  private final Process process;
  private final Path directory;
  private final Tail tail = new Tail();
  private final BlockingQueue<byte[]> toSay = new LinkedBlockingQueue<>();
  private final BlockingQueue<Line> heard = new LinkedBlockingQueue<>();
  private final CountDownLatch orphansKilled = new CountDownLatch(1);
  private volatile Line progress;
  private volatile String nonsense;
  private final PluginFolder plugins;
  private final String pluginState;
  private int jobs;
  private boolean bound;
  private String tenant;

  private Press(Process process, Path directory, PluginFolder plugins, String pluginState) {
    this.process = process;
    this.directory = directory;
    this.plugins = plugins;
    this.pluginState = pluginState;
  }

  /**
   * Starts one. {@link #next} gives {@code ready} when it can take a job.
   *
   * @param archive of classes, if there is one
   * @param ping how often it is told that its worker lives
   */
  static Press start(PressCommand command, Optional<Path> archive, Briefing briefing, Duration ping)
      throws IOException {
    Path directory = Files.createTempDirectory(PressExit.DIRECTORY);
    String pluginState = command.plugins().state();
    Process process;
    try {
      process = command.start(directory, archive);
    } catch (IOException e) {
      Files.deleteIfExists(directory);
      throw e;
    }
    Press press = new Press(process, directory, command.plugins(), pluginState);
    press.toSay.add(briefing.hello().bytes());
    press.thread("log", () -> press.tail.drain(process.getErrorStream()));
    Thread reader = press.thread("reader", press::read);
    press.thread("writer", () -> press.write(ping));
    press.thread("end", () -> press.awaitEnd(reader));
    LOG.info("press-started pid={}", process.pid());
    return press;
  }

  private Thread thread(String what, Runnable task) {
    Thread thread = new Thread(task, "press-" + process.pid() + "-" + what);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void write(Duration ping) {
    byte[] pinging = Line.say("ping").bytes();
    try (OutputStream out = process.getOutputStream()) {
      while (process.isAlive()) {
        byte[] line = toSay.poll(ping.toMillis(), TimeUnit.MILLISECONDS);
        out.write(line == null ? pinging : line);
        out.flush();
      }
    } catch (IOException e) {
      LOG.debug("press {} does not listen any more", process.pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try (InputStream in = new BufferedInputStream(process.getInputStream())) {
      for (Line line = Line.read(in, LONGEST_LINE);
          line != null;
          line = Line.read(in, LONGEST_LINE)) {
        if (!WORDS.contains(line.say()) || heard.size() > 100) {
          throw new IOException("it says what no press says");
        }
        if (line.say().equals("progress")) {
          // Looked at now, so that nobody stumbles over it later.
          line.number("done");
          line.number("total");
          progress = line;
        } else {
          heard.add(line);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      // A press that is killed may break off in the middle of a line: that says nothing about it.
      if (process.isAlive()) {
        nonsense = e.getMessage();
        wake();
      }
    }
  }

  private void awaitEnd(Thread reader) {
    try {
      process.waitFor();
      killGroup();
      for (ProcessHandle left : Offspring.killAll(directory.getFileName().toString())) {
        LOG.warn(
            "process {}, which a report on press {} started, was killed and has not died yet",
            left.pid(),
            process.pid());
      }
      // A grandchild may hold the pipe open; what the press itself said is read by then.
      reader.join(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      orphansKilled.countDown();
    }
    keepCrashReport();
    heard.add(Line.say(ENDED));
    LOG.info("press-ended pid={} exit={} jobs={}", process.pid(), process.exitValue(), jobs);
    removeDirectory();
  }

  /** What Java wrote when it crashed goes with the directory, so its head is kept. */
  private void keepCrashReport() {
    Path report = directory.resolve(PressCommand.CRASH_REPORT);
    if (Files.isRegularFile(report, LinkOption.NOFOLLOW_LINKS)) {
      try (InputStream in = Files.newInputStream(report, LinkOption.NOFOLLOW_LINKS)) {
        String head = new String(in.readNBytes(CRASH_REPORT_HEAD), StandardCharsets.UTF_8);
        int registers = head.indexOf("\nRegisters:");
        head = registers < 0 ? head : head.substring(0, registers);
        tail.drain(new ByteArrayInputStream(head.getBytes(StandardCharsets.UTF_8)));
      } catch (IOException e) {
        LOG.warn("{} of a crashed press cannot be read", report, e);
      }
    }
  }

  private void removeDirectory() {
    Disk disk = new LocalDisk();
    try {
      disk.removeTree(directory);
    } catch (IOException e) {
      LOG.warn("{} of an ended press cannot be removed; remove it by hand", directory, e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether somebody has stopped it with a signal, so that it can neither answer nor end. */
  boolean isFrozen() {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return stat.startsWith(") T", stat.lastIndexOf(')'));
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether it can run a job: a cleaner of temporary files may have taken its directory. */
  boolean isUsable() {
    return process.isAlive() && Files.isDirectory(directory);
  }

  /** Foreign code may have run in it for this tenant, or for none: it serves nobody else. */
  void bindTo(String only) {
    bound = true;
    tenant = only;
  }

  /**
   * Why it must not be given a job of this tenant, which may be null.
   *
   * @return null if it may
   */
  String unfitFor(String other) {
    if (!isUsable()) {
      return process.isAlive() ? "its directory is gone" : "it has ended";
    }
    if (bound && !Objects.equals(tenant, other)) {
      return "it has run a plug-in for another tenant";
    }
    return plugins.state().equals(pluginState) ? null : "jars of plug-ins have changed";
  }

  /** How many jobs it was given. */
  int jobs() {
    return jobs;
  }

  void run(Assignment assignment) {
    jobs++;
    progress = null;
    toSay.add(assignment.line().bytes());
  }

  void stop(Assignment assignment) {
    say("stop", assignment);
  }

  /** Lets its report commit what it wrote. */
  void commit(Assignment assignment) {
    say("commit", assignment);
  }

  private void say(String what, Assignment about) {
    toSay.add(
        Line.say(what).with("job", about.id()).with("attempt", about.attempt().number()).bytes());
  }

  /**
   * What it said next, {@link #ENDED} or {@link #WOKEN}.
   *
   * @return null if nothing came in time
   */
  Line next(long nanos) throws InterruptedException {
    return heard.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
  }

  /** Lets whoever waits for the next words look up. */
  void wake() {
    heard.add(Line.say(WOKEN));
  }

  /** The last progress that the running job told, or null. */
  Line progress() {
    return progress;
  }

  /** What it said that no press says, or null. */
  String nonsense() {
    return nonsense;
  }

  /** The last lines that it wrote outside of any job's log. */
  String tail() {
    return tail.text();
  }

  /** How it ended; only once it has. */
  int exitValue() {
    return process.exitValue();
  }

  /** Ends one that is idle, giving it a moment to do so by itself, and what its reports started. */
  void dismiss() {
    List<ProcessHandle> started = descendants();
    toSay.add(Line.say("exit").bytes());
    try {
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        kill();
      }
      orphansKilled.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
    started.forEach(ProcessHandle::destroyForcibly);
  }

  /**
   * Kills its descendants and it. When this returns, it is dead: it waits however long that takes,
   * because a job must not go to another press before.
   */
  void kill() {
    boolean interrupted = false;
    while (true) {
      descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      try {
        if (process.waitFor(10, TimeUnit.SECONDS)) {
          orphansKilled.await(10, TimeUnit.SECONDS);
          break;
        }
        LOG.warn("press {} was killed and has not died yet; its job waits for that", process.pid());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private List<ProcessHandle> descendants() {
    try (Stream<ProcessHandle> all = process.descendants()) {
      return all.toList();
    }
  }

  /**
   * Kills what reports left in the group of this press, which is dead: its children are nobody's
   * descendants any more. While one of them lives, no other process gets the group's number.
   */
  private void killGroup() throws InterruptedException {
    if (!PressCommand.hasGroup()) {
      return;
    }
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -s KILL -- -" + process.pid())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(5, TimeUnit.SECONDS);
    } catch (IOException e) {
      LOG.warn("what reports left of press {} cannot be ended", process.pid(), e);
    }
  }
}
