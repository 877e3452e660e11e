package dev.pressroom.worker;

import dev.pressroom.job.Failure;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Masking;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.press.Briefing;
import dev.pressroom.press.Line;
import dev.pressroom.press.PressExit;
import dev.pressroom.press.Version;
import dev.pressroom.queue.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts into words how an attempt ended, as an outcome that {@link Settlement} decides upon. For one
 * thread.
 */
final class Endings {
  private static final Logger LOG = LoggerFactory.getLogger(Endings.class);

  /** The exit value of what was killed with SIGKILL. */
  private static final int KILLED = 137;

  /** Java's description of its own crash. */
  private static final Pattern CRASH =
      Pattern.compile("(?s)# {2}(SIG[A-Z]+|Internal Error).*?# Problematic frame:\n# ([^\n]*)");

  private final Claim claim;
  private final Instant startedAt;
  private final Briefing.Limits presses;
  private final Findings findings;
  private Line stood;
  private boolean frozen;
  private boolean untrue;
  private boolean granted;
  private final long killsBefore = KernelKills.count();
  private Outcome.Report report;

  Endings(Claim claim, Instant startedAt, Briefing.Limits presses) {
    this.claim = claim;
    this.startedAt = startedAt;
    this.presses = presses;
    this.findings = new Findings(claim);
  }

  /** Where the report stood when it was asked to stop, in the press's words. */
  void stoodAt(Line stopping) {
    stood = stopping;
  }

  /** Whether the press could not even hear that it was asked to stop. */
  void frozen(boolean is) {
    frozen = is;
  }

  /** The report may commit what it wrote: whatever comes now, that may stand. */
  void granted() {
    granted = true;
  }

  boolean isGranted() {
    return granted;
  }

  /** Whether the press said what is not so. */
  boolean isUntrue() {
    return untrue;
  }

  void retired(Press press, String why) {
    LOG.info("press-retired pid={} because {}", press.pid(), why);
  }

  /**
   * The press has said which report it runs, before any of its code did.
   *
   * @return false if it said so before: only the first time was it before any code of the report
   *     could say it
   */
  boolean found(Line line) {
    if (report != null) {
      return false;
    }
    String masked = line.textOrNull("masked");
    report =
        new Outcome.Report(
            line.textOrNull("definition"),
            masked == null || masked.isEmpty() ? List.of() : List.of(masked.split(" ")));
    return true;
  }

  /** What the press says came of it, as far as that is true. */
  Outcome said() {
    try {
      Outcome outcome = findings.read();
      Outcome.Run run = outcome.run();
      Instant snapshotAt = run == null ? null : run.snapshotAt();
      Duration snapshotLength = run == null ? null : run.snapshotLength();
      Failure failure = outcome.failure() == null ? null : outcome.failure().withLog(log());
      return new Outcome(
          claim.id(),
          outcome.state(),
          outcome.reason(),
          claim.attempt(),
          claim.route(),
          run(snapshotAt, snapshotLength),
          outcome.produced(),
          masked(failure),
          report,
          Version.CURRENT);
    } catch (Findings.UntrueException e) {
      untrue = true;
      return failed(
          Reason.TEMPORARY_FAILURE,
          "the press said that it finished, but " + e.getMessage() + ". Nothing was published.",
          false,
          "");
    }
  }

  Outcome stopped(StopReason why) {
    return switch (why) {
      case CANCELLED -> ended(JobState.CANCELLED, Reason.CANCELLED, null);
      case SHUTDOWN, LEASE_LOST -> ended(JobState.QUEUED, Reason.RELEASED, null);
    };
  }

  Outcome timedOut(Press press, TimeLimit limit) {
    Line progress = press.progress();
    String reached = progress == null ? "it told no progress" : "it had told " + told(progress);
    String message =
        granted
            ? "the commit of what the report wrote was not confirmed within "
                + limit.words()
                + ", and the press was ended"
                + where()
                + "."
            : "the report took longer than the "
                + limit.words()
                + " that "
                + limit.setBy()
                + " allows, and was stopped; "
                + reached
                + where()
                + ". Let it do less, or "
                + limit.cure()
                + ", and retry it.";
    Failure failure = new Failure(message, true, null, stack(), log(press.tail()));
    return ended(JobState.FAILED, Reason.TIMED_OUT, failure);
  }

  /** A total of zero is not known. */
  private static String told(Line progress) {
    long total = progress.number("total");
    String message = progress.textOrNull("message");
    return progress.number("done")
        + (total > 0 ? " of " + total : "")
        + (message == null ? "" : " (" + message + ")");
  }

  private String where() {
    if (frozen) {
      return "; somebody, perhaps the report itself, had frozen its press with a signal (SIGSTOP)";
    }
    if (stood == null) {
      return "";
    }
    String deadlock = stood.textOrNull("deadlock");
    String frame = Frames.telling(stood.text("message"));
    return (frame.isEmpty() ? "" : "; it stood in " + frame)
        + (deadlock == null ? "" : "; threads wait for each other (a deadlock): " + deadlock);
  }

  private List<Failure.Cause> stack() {
    return stood == null
        ? List.of()
        : List.of(
            new Failure.Cause(
                "The report's thread when it was asked to stop", "", stood.text("message")));
  }

  /** The press ended in the middle of the attempt. */
  Outcome died(Press press, Line dying) {
    int exit = press.exitValue();
    String how = dying == null ? "" : dying.textOrNull("how");
    if ("out-of-memory".equals(how) || exit == PressExit.OUT_OF_MEMORY.code()) {
      return failed(Reason.OUT_OF_MEMORY, presses.outOfMemory(null), false, press.tail());
    }
    if ("exit".equals(how)) {
      String stack = dying.textOrNull("message");
      return died(
          "the report, or a library that it uses, called System.exit"
              // One that hung on its way out was killed, and has another exit value.
              + (exit == KILLED ? "" : "(" + exit + ")")
              + ", which ends the whole press; let it throw an exception instead"
              + (exit == KILLED ? ". A shutdown hook then hung, and the press was killed" : ""),
          stack == null || stack.isEmpty()
              ? List.of()
              : List.of(new Failure.Cause("java.lang.System.exit", "", stack)),
          press);
    }
    if ("unable".equals(how)) {
      return died("the press could not go on: " + dying.textOrNull("message"), List.of(), press);
    }
    if (press.nonsense() != null) {
      return died(
          "the press broke the protocol and was killed: "
              + press.nonsense()
              + "; the report may have written to the press's descriptors",
          List.of(),
          press);
    }
    if (exit == PressExit.SILENCE.code() || exit == PressExit.INPUT_CLOSED.code()) {
      // Not the report's fault, so the attempt does not count.
      return given(
          "the press "
              + (exit == PressExit.SILENCE.code() ? PressExit.SILENCE : PressExit.INPUT_CLOSED)
                  .words()
              + ": the worker was frozen, or its machine too busy. The job is given back, and the"
              + " attempt does not count.",
          press.tail());
    }
    for (PressExit known : PressExit.values()) {
      if (known.code() == exit && known != PressExit.ASKED) {
        return died("the press " + known.words(), List.of(), press);
      }
    }
    if (exit == 128 + 9 && KernelKills.count() > killsBefore) {
      return failed(
          Reason.OUT_OF_MEMORY,
          "the press was killed by signal 9 while the system killed for want of memory: the press"
              + " needed more than the machine or the container has. Lower presses.count or"
              + " presses.heap, or give it more.",
          false,
          press.tail());
    }
    return died(ended(exit, press.tail()), List.of(), press);
  }

  private static String ended(int exit, String tail) {
    Matcher crash = CRASH.matcher(tail);
    if (crash.find()) {
      String caller = Frames.calling(tail);
      return "the press crashed (%s) in native code, at %s%s; Java's own description is below"
          .formatted(
              crash.group(1).strip(),
              crash.group(2).strip(),
              caller.isEmpty() ? "" : ", called by " + caller);
    }
    if (exit <= 128 || exit >= 160) {
      return "the press ended by itself with the exit value "
          + exit
          + " and without a word: the report, or a library that it uses, called Runtime.halt, or"
          + " native code ended the process";
    }
    return "the press was killed from outside by signal "
        + (exit - 128)
        + " ("
        + signal(exit - 128)
        + ")";
  }

  private Outcome given(String why, String pressTail) {
    return ended(
        JobState.SCHEDULED,
        Reason.RELEASED,
        new Failure(why, false, null, List.of(), log(pressTail)));
  }

  private Outcome died(String what, List<Failure.Cause> causes, Press press) {
    String then =
        claim.attempt().last() ? "No attempt is left." : "The job is tried again in a new press.";
    Failure failure = new Failure(what + ". " + then, false, null, causes, log(press.tail()));
    return ended(JobState.FAILED, Reason.PRESS_DIED, failure);
  }

  private static String signal(int number) {
    return switch (number) {
      case 4 -> "SIGILL, a fault in native code or in Java itself";
      case 6 -> "SIGABRT, a crash of Java or of native code";
      case 7 -> "SIGBUS, a crash, or a full disk under mapped memory";
      case 9 -> "SIGKILL: an operator, or the system for want of memory";
      case 11 -> "SIGSEGV, a crash of Java or of native code";
      default -> "see kill -l";
    };
  }

  private Outcome failed(Reason reason, String message, boolean permanent, String pressTail) {
    return ended(
        JobState.FAILED, reason, new Failure(message, permanent, null, List.of(), log(pressTail)));
  }

  private Outcome ended(JobState state, Reason reason, Failure failure) {
    return new Outcome(
        claim.id(),
        state,
        reason,
        claim.attempt(),
        claim.route(),
        run(null, null),
        null,
        masked(granted && failure != null ? unsure(failure) : failure),
        report,
        Version.CURRENT);
  }

  private static Failure unsure(Failure failure) {
    return new Failure(
        failure.message()
            + " The report had been allowed to commit what it wrote; nobody can say whether that"
            + " stands: look in the data source before the job runs again.",
        failure.permanent(),
        failure.place(),
        failure.causes(),
        failure.log());
  }

  /** Logs and last words too: a report may have printed what it was given. */
  private Failure masked(Failure failure) {
    return Masking.of(claim.job().request(), report).failure(failure);
  }

  private Outcome.Run run(Instant snapshotAt, Duration snapshotLength) {
    return new Outcome.Run(
        claim.lease().worker(),
        claim.claimedAt(),
        startedAt,
        Instant.now(),
        snapshotAt,
        snapshotLength);
  }

  private String log() {
    return Tail.of(new JobDirectory(claim.directory()).pressLog(claim.attempt().number()));
  }

  private String log(String pressTail) {
    String log = log();
    return log.isEmpty() || pressTail.isEmpty() ? log + pressTail : log + "\n" + pressTail;
  }
}
