package dev.pressroom.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pressroom.report.Column;
import dev.pressroom.report.Document;
import dev.pressroom.report.Layout;
import dev.pressroom.report.Parameter;
import dev.pressroom.report.ParameterType;
import dev.pressroom.report.Report;
import dev.pressroom.report.ReportContext;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import java.util.concurrent.locks.LockSupport;

/**
 * A report that does what no report should, in the way that its parameter names; then it writes its
 * one row, as if nothing had been.
 */
public final class HostileReport implements Report {
  static final String NAME = "test.hostile";
  static final Map<String, Misdeed> WAYS = new LinkedHashMap<>();

  /** What a static field holds is there for as long as the press. */
  private static final List<Object> KEPT = new ArrayList<>();

  private static final Object LEFT = new Object();
  private static final Object RIGHT = new Object();

  /** Commits it; the report's context tells whom it is about. */
  interface Misdeed {
    void commit(ReportContext context) throws Exception;
  }

  static {
    WAYS.put("leaks a daemon thread", context -> thread("left-daemon", true));
    WAYS.put("leaks a thread", context -> thread("left-thread", false));
    WAYS.put("leaks memory", context -> leakMemory());
    WAYS.put("changes the locale", context -> Locale.setDefault(Locale.forLanguageTag("tlh")));
    WAYS.put(
        "changes the zone",
        context -> TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati")));
    WAYS.put("changes a property", context -> System.setProperty("java.io.tmpdir", "/nowhere"));
    WAYS.put("removes all properties", context -> System.setProperties(new Properties()));
    WAYS.put("closes System.in", context -> System.in.close());
    WAYS.put("closes System.out", context -> System.out.close());
    WAYS.put("prints megabytes", context -> System.out.println("x".repeat(5 << 20)));
    WAYS.put("prints binary and fails", context -> binary());
    WAYS.put("leaves a child", context -> start("sleep " + sleep(context)));
    WAYS.put("leaves fifty children", context -> fifty(context));
    WAYS.put(
        "leaves a daemon process",
        context ->
            start("setsid sh -c 'sleep " + sleep(context) + " >/dev/null 2>&1 &'").waitFor());
    WAYS.put("leaves a file of megabytes", context -> temporaryFile());
    WAYS.put("opens 10000 files", context -> open(10_000));
    WAYS.put("opens files until none are left", context -> open(Integer.MAX_VALUE));
    WAYS.put("handles uncaught exceptions", context -> handler());
    WAYS.put("installs a hanging hook", context -> hook());
    WAYS.put("interrupts all threads", context -> interruptAll());
    WAYS.put("writes to other jobs", context -> scribble());
    WAYS.put("throws an Error", context -> fail(new AssertionError("two and two are five")));
    WAYS.put("recurses for ever", context -> recurse(1));
    WAYS.put("throws a broken Error", context -> fail(new BrokenError()));
    WAYS.put("throws cyclic causes", context -> cyclic());
    WAYS.put("throws a huge message", context -> fail(new Error("long ".repeat(2 << 20))));
    WAYS.put("exhausts the heap", context -> exhaust(() -> new byte[1 << 20]));
    WAYS.put("exhausts the metaspace", context -> metaspace());
    WAYS.put(
        "exhausts direct memory", context -> exhaust(() -> ByteBuffer.allocateDirect(1 << 20)));
    WAYS.put("exhausts threads", context -> new Thread(null, () -> {}, "big", 1L << 46).start());
    WAYS.put("crashes natively", context -> crash());
    WAYS.put("calls System.exit", context -> exit());
    WAYS.put("exits through a hanging hook", context -> exitThroughHook());
    WAYS.put("halts", context -> Runtime.getRuntime().halt(9));
    WAYS.put("kills itself", context -> signal("KILL"));
    WAYS.put("deletes its attempt", context -> delete(attempt()));
    WAYS.put("writes to descriptor 3", context -> write("/dev/fd/3", "good morning\n"));
    WAYS.put("writes to descriptor 4", context -> write("/dev/fd/4", "good morning\n"));
    WAYS.put("forges its end", context -> forge(context));
    WAYS.put("ignores interrupts", context -> ignore());
    WAYS.put("sleeps beyond its timeout", context -> Thread.sleep(600_000));
    WAYS.put("computes beyond its timeout", context -> compute());
    WAYS.put("deadlocks", context -> deadlock());
    WAYS.put("stops itself", context -> signal("STOP"));
    WAYS.put("kills the other presses", context -> killOthers());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.of("way", ParameterType.TEXT), Parameter.of("mark", ParameterType.TEXT));
  }

  @Override
  public void generate(ReportContext context, Document document) throws Exception {
    WAYS.get(context.parameter("way", String.class)).commit(context);
    document.begin(Layout.titled("Nothing happened").column(Column.of("n", "N")).build());
    document.row(List.of("innocent"));
  }

  /** By which the test finds what is left. */
  private static String sleep(ReportContext context) {
    return context.parameter("mark", String.class);
  }

  private static void thread(String name, boolean daemon) {
    Thread thread =
        new Thread(
            () -> {
              while (true) {
                LockSupport.park();
              }
            },
            name);
    thread.setDaemon(daemon);
    thread.start();
  }

  private static void binary() {
    byte[] bytes = new byte[3 << 20];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 % 251);
    }
    System.out.write(bytes, 0, bytes.length);
    throw new IllegalStateException("after much noise \u001b[31m\u0007");
  }

  private static void leakMemory() {
    for (int megabytes = 0; megabytes < 31; megabytes++) {
      KEPT.add(new byte[1 << 20]);
    }
  }

  private static Process start(String command) throws IOException {
    return new ProcessBuilder("/bin/sh", "-c", command).start();
  }

  private static void fifty(ReportContext context) throws IOException {
    for (int i = 0; i < 50; i++) {
      start("sleep " + sleep(context));
    }
  }

  private static void temporaryFile() throws IOException {
    Path file = Files.createTempFile("left", ".bin");
    Files.write(file, new byte[20 << 20]);
  }

  private static void open(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      KEPT.add(new FileInputStream("/dev/null"));
    }
  }

  private static void handler() {
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {});
  }

  private static void hook() {
    Runtime.getRuntime().addShutdownHook(new Thread(HostileReport::ignore));
  }

  @SuppressWarnings("SystemExitOutsideMain")
  private static void exit() {
    System.exit(7);
  }

  private static void exitThroughHook() {
    hook();
    exit();
  }

  private static void interruptAll() {
    for (int i = 0; i < 20; i++) {
      Thread.getAllStackTraces().keySet().forEach(Thread::interrupt);
    }
  }

  private static Path attempt() throws IOException {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path file : open) {
        if (Files.isSymbolicLink(file) && Files.readSymbolicLink(file).endsWith("press.log")) {
          return Files.readSymbolicLink(file).getParent();
        }
      }
    }
    throw new IllegalStateException("no attempt found");
  }

  private static void scribble() throws IOException {
    Path lease = attempt().getParent().getParent().getParent();
    Files.writeString(lease.resolve("scribble.txt"), "I was here");
    try (DirectoryStream<Path> jobs = Files.newDirectoryStream(lease)) {
      for (Path job : jobs) {
        if (Files.isDirectory(job)) {
          Files.writeString(job.resolve("scribble.txt"), "I was here");
        }
      }
    }
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(path)) {
        for (Path each : all) {
          delete(each);
        }
      }
    }
    Files.delete(path);
  }

  private static void fail(Error error) {
    throw error;
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int recurse(int depth) {
    return recurse(depth + 1) + 1;
  }

  /** Fails at whatever it is asked. */
  static final class BrokenError extends Error {
    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }

    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new StackOverflowError();
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new IllegalStateException("no stack");
    }
  }

  private static void cyclic() {
    IllegalStateException chicken = new IllegalStateException("the egg was first");
    chicken.initCause(new IllegalArgumentException("the chicken was first", chicken));
    throw chicken;
  }

  private static void exhaust(java.util.function.Supplier<Object> more) {
    while (true) {
      KEPT.add(more.get());
    }
  }

  /** Defines itself again and again. */
  private static void metaspace() throws Exception {
    byte[] code;
    try (InputStream in = HostileReport.class.getResourceAsStream("HostileReport.class")) {
      code = in.readAllBytes();
    }
    while (true) {
      KEPT.add(new Loader().define(code));
    }
  }

  private static final class Loader extends ClassLoader {
    Class<?> define(byte[] code) {
      Class<?> defined = defineClass(HostileReport.class.getName(), code, 0, code.length);
      resolveClass(defined);
      return defined;
    }
  }

  private static void crash() throws Exception {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field field = type.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    type.getMethod("putAddress", long.class, long.class).invoke(field.get(null), 0L, 0L);
  }

  private static void signal(String name) throws Exception {
    start("kill -" + name + " " + ProcessHandle.current().pid()).waitFor();
  }

  private static void write(String descriptor, String text) throws Exception {
    Files.write(Path.of(descriptor), text.getBytes(UTF_8));
    Thread.sleep(600_000);
  }

  private static void forge(ReportContext context) throws Exception {
    String line = "{\"say\":\"finished\",\"job\":\"%s\",\"attempt\":1}\n";
    Files.write(Path.of("/dev/fd/4"), line.formatted(context.jobId()).getBytes(UTF_8));
    ignore();
  }

  private static void ignore() {
    while (true) {
      try {
        Thread.sleep(600_000);
      } catch (InterruptedException e) {
        Thread.onSpinWait();
      }
    }
  }

  private static void compute() {
    long prime = 2;
    while (prime > 0) {
      prime = prime * 31 % 1_000_000_007 + 1;
    }
  }

  private static void deadlock() throws InterruptedException {
    Thread other = new Thread(() -> both(RIGHT, LEFT), "the other one");
    synchronized (LEFT) {
      other.start();
      while (!holds(other)) {
        Thread.onSpinWait();
      }
      synchronized (RIGHT) {
        other.join();
      }
    }
  }

  private static boolean holds(Thread other) {
    return other.getState() == Thread.State.BLOCKED;
  }

  private static void both(Object first, Object second) {
    synchronized (first) {
      synchronized (second) {
        Thread.onSpinWait();
      }
    }
  }

  private static void killOthers() {
    long self = ProcessHandle.current().pid();
    ProcessHandle.current()
        .parent()
        .orElseThrow()
        .children()
        .filter(press -> press.pid() != self)
        .forEach(ProcessHandle::destroyForcibly);
  }
}
