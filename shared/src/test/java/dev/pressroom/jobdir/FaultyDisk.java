package dev.pressroom.jobdir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A disk that fails at one step: before it is done ("refused"), or after ("done, but the reply was
 * lost"). Steps that change something are counted from 1; those that only look are not. Once it has
 * failed it is dead, as a process is that was killed there, unless it is told to go on.
 */
public final class FaultyDisk implements Disk {
  /** How it fails. */
  public enum Fault {
    REFUSED,
    REPLY_LOST
  }

  private interface Step {
    void run() throws IOException;
  }

  private final Disk disk = new LocalDisk();
  private final List<String> steps = new ArrayList<>();
  private int failAt = Integer.MAX_VALUE;
  private Fault fault = Fault.REFUSED;
  private boolean staysDead = true;
  private boolean failed;
  private Pattern refused = Pattern.compile("(?!)");
  private String meanwhileAt;
  private Step meanwhile;

  /** Lets somebody else do something, once, just before the step that is described so. */
  public synchronized FaultyDisk justBefore(String what, Meanwhile other) {
    meanwhileAt = what;
    meanwhile = other::run;
    return this;
  }

  /** What somebody else does. */
  public interface Meanwhile {
    void run() throws IOException;
  }

  /** Fails at the step of that number, counted from now. */
  public synchronized FaultyDisk failAt(int step, Fault how) {
    steps.clear();
    failed = false;
    failAt = step;
    fault = how;
    return this;
  }

  /** Refuses every step whose description matches, for good. */
  public synchronized FaultyDisk refuse(String pattern) {
    refused = Pattern.compile(pattern);
    return this;
  }

  /** Goes on working after the one failure: a hiccup instead of a death. */
  public synchronized FaultyDisk thenGoOn() {
    staysDead = false;
    return this;
  }

  /** The changing steps so far, for messages. */
  public synchronized List<String> steps() {
    return List.copyOf(steps);
  }

  public synchronized boolean failed() {
    return failed;
  }

  private synchronized void step(String what, Step step) throws IOException {
    if (failed && staysDead) {
      throw new IOException("the disk is dead since: " + steps.get(failAt - 1));
    }
    if (refused.matcher(what).find()) {
      throw new IOException("refused: " + what);
    }
    if (meanwhileAt != null && what.contains(meanwhileAt)) {
      meanwhileAt = null;
      meanwhile.run();
    }
    steps.add(what);
    boolean fails = steps.size() == failAt;
    failed |= fails;
    if (fails && fault == Fault.REFUSED) {
      throw new IOException("refused: " + what);
    }
    step.run();
    if (fails) {
      throw new IOException("done, but the reply was lost: " + what);
    }
  }

  private synchronized void look() throws IOException {
    if (failed && staysDead) {
      throw new IOException("the disk is dead since: " + steps.get(failAt - 1));
    }
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    step("write " + file.getFileName(), () -> disk.write(file, content));
  }

  @Override
  public void put(Path file, byte[] content) throws IOException {
    step("put " + file.getFileName(), () -> disk.put(file, content));
  }

  @Override
  public byte[] read(Path file, int most) throws IOException {
    look();
    return disk.read(file, most);
  }

  @Override
  public void force(Path path) throws IOException {
    step("force " + path.getFileName(), () -> disk.force(path));
  }

  @Override
  public void rename(Path source, Path target) throws IOException {
    step(
        "rename " + source.getFileName() + " into " + target.getParent().getFileName(),
        () -> disk.rename(source, target));
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    step("mkdir " + directory.getFileName(), () -> disk.createDirectory(directory));
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    look();
    return disk.list(directory);
  }

  @Override
  public List<Path> listUnnamed(Path directory) throws IOException {
    look();
    return disk.listUnnamed(directory);
  }

  @Override
  public void touch(Path file, Instant time) throws IOException {
    step("touch " + file.getFileName(), () -> disk.touch(file, time));
  }

  @Override
  public Instant touched(Path file) throws IOException {
    look();
    return disk.touched(file);
  }

  @Override
  public void allow(Path path, int mode) throws IOException {
    step("chmod " + path.getFileName(), () -> disk.allow(path, mode));
  }

  @Override
  public void adopt(Path file) throws IOException {
    look();
    disk.adopt(file);
  }

  @Override
  public void remove(Path path) throws IOException {
    step("remove " + path.getFileName(), () -> disk.remove(path));
  }

  @Override
  public boolean exists(Path path) {
    return disk.exists(path);
  }

  @Override
  public boolean isDirectory(Path path) {
    return disk.isDirectory(path);
  }

  @Override
  public void removeTree(Path directory) throws IOException {
    step("remove all of " + directory.getFileName(), () -> disk.removeTree(directory));
  }
}
