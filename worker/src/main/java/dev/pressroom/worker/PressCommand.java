package dev.pressroom.worker;

import dev.pressroom.press.Offspring;
import dev.pressroom.press.PluginFolder;
import dev.pressroom.press.PressLogging;
import dev.pressroom.press.PressMain;
import dev.pressroom.press.Rehearsal;
import dev.pressroom.worker.config.PressSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a press is started. Holds no secrets: neither its arguments nor its environment may have any,
 * because every user of the machine may read the former and reports the latter.
 *
 * @param settings of presses
 * @param plugins whose drivers are added to the class path, looked at for each press anew
 */
record PressCommand(PressSettings settings, PluginFolder plugins) {
  /**
   * Moves the protocol from 0 and 1 to 3 and 4, out of the way of whatever prints, and lets the
   * press ignore what a terminal or a service manager sends to the whole group: the worker decides
   * when a press ends. A system without memory takes a press and not its worker.
   */
  private static final String SHELL =
      "trap '' INT TERM HUP; { echo 500 > /proc/self/oom_score_adj; } 2>/dev/null; exec 3<&0 4>&1 </dev/null >&2; exec \"$@\"";

  /** Where Java describes its own crash, in the press's directory. */
  static final String CRASH_REPORT = "hs_err.log";

  /** Passed on; everything else might be a secret. */
  private static final List<String> ENVIRONMENT = List.of("PATH", "HOME", "USER", "TZ");

  /**
   * Makes a press the head of a process group, so that what its reports started can be ended even
   * after the press itself has; empty where there is no such program.
   */
  private static final List<String> SETSID = program("setsid");

  /** Runs at the lowest priority, so that making an archive holds up nobody; where there is one. */
  private static final List<String> NICE = program("nice");

  /**
   * Starts one, with a working directory and temporary files of its own.
   *
   * @param archive of classes, if there is one
   */
  Process start(Path directory, Optional<Path> archive) throws IOException {
    return start(directory, archive, PressMain.class);
  }

  /** The same for another program that speaks on the same descriptors. */
  Process start(Path directory, Optional<Path> archive, Class<?> program) throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SHELL, "pressroom-press"));
    command.addAll(SETSID);
    command.addAll(java(directory));
    archive.ifPresent(file -> command.add("-XX:SharedArchiveFile=" + file));
    command.add("-cp");
    command.add(classPath());
    command.add(program.getName());
    command.add(plugins.root().toString());
    return builder(command, directory).start();
  }

  /** Starts the process that makes an archive of classes. */
  Process rehearse(Path directory, Path archive) throws IOException {
    List<String> command = new ArrayList<>();
    if (!NICE.isEmpty()) {
      command.addAll(NICE);
      command.addAll(List.of("-n", "19"));
    }
    command.addAll(java(directory));
    command.add("-XX:ArchiveClassesAtExit=" + archive);
    command.add("-cp");
    command.add(String.join(File.pathSeparator, ownClassPath()));
    command.addAll(List.of(Rehearsal.class.getName(), directory.toString()));
    return builder(command, directory)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static ProcessBuilder builder(List<String> command, Path directory) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    Map<String, String> environment = builder.environment();
    Map<String, String> kept = new TreeMap<>(environment);
    kept.keySet().retainAll(ENVIRONMENT);
    environment.clear();
    environment.putAll(kept);
    // Java takes the encoding of file names from here, and artifacts are called in any script.
    environment.put("LC_ALL", "C.UTF-8");
    environment.put(Offspring.MARK, directory.getFileName().toString());
    return builder;
  }

  /** Whether a press's process group has the number of the press. */
  static boolean hasGroup() {
    return !SETSID.isEmpty();
  }

  private static List<String> program(String name) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      Path program = Path.of(folder, name);
      if (program.isAbsolute() && Files.isExecutable(program)) {
        return List.of(program.toString());
      }
    }
    return List.of();
  }

  private List<String> java(Path directory) {
    List<String> command = new ArrayList<>();
    command.add(settings.java().resolve("bin").resolve("java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xmx" + (settings.heap() >> 10) + "k",
            // Compiled quickly and once: the second compiler takes some 20 seconds of a processor,
            // in
            // each press anew, for what only reports of very many pages give back.
            "-XX:TieredStopAtLevel=1",
            // Without a bound, classes without end would take the machine's memory.
            "-XX:MaxMetaspaceSize=256m",
            "-Xshare:auto",
            // An archive that does not fit is not used, and nobody needs to hear of it.
            "-Xlog:cds*=off",
            "-XX:-UsePerfData",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + directory.resolve(CRASH_REPORT),
            "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF-8",
            "-Djava.io.tmpdir=" + directory,
            "-D" + PressLogging.PROPERTY + "=true",
            // Or it would tell on standard output how it configured itself.
            "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener"));
    command.addAll(settings.jvmOptions());
    return command;
  }

  /** The worker's own, made absolute because presses run elsewhere. */
  List<String> ownClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .toList();
  }

  /** The worker's own, then the JDBC drivers by name. */
  private String classPath() {
    List<String> entries = new ArrayList<>(ownClassPath());
    plugins.drivers().forEach(jar -> entries.add(jar.toString()));
    return String.join(File.pathSeparator, entries);
  }
}
