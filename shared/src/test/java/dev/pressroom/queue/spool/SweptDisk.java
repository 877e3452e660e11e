package dev.pressroom.queue.spool;

import dev.pressroom.jobdir.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A disk on which a cleaner empties one folder just before anything is renamed out of it. */
record SweptDisk(Disk disk, Path swept) implements Disk {

  @Override
  public void rename(Path source, Path target) throws IOException {
    if (source.getParent().equals(swept) && source.getFileName().toString().contains("-slept.")) {
      disk.removeTree(source);
    }
    disk.rename(source, target);
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    disk.write(file, content);
  }

  @Override
  public byte[] read(Path file, int most) throws IOException {
    return disk.read(file, most);
  }

  @Override
  public void force(Path path) throws IOException {
    disk.force(path);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    disk.createDirectory(directory);
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    return disk.list(directory);
  }

  @Override
  public void touch(Path file, Instant time) throws IOException {
    disk.touch(file, time);
  }

  @Override
  public Instant touched(Path file) throws IOException {
    return disk.touched(file);
  }

  @Override
  public void allow(Path path, int mode) throws IOException {
    disk.allow(path, mode);
  }

  @Override
  public void remove(Path path) throws IOException {
    disk.remove(path);
  }

  @Override
  public boolean exists(Path path) {
    return disk.exists(path);
  }

  @Override
  public void removeTree(Path directory) throws IOException {
    disk.removeTree(directory);
  }
}
