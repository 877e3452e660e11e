package dev.pressroom.press;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The folder of plug-ins. A jar that lies in it directly is a JDBC driver and belongs on the class
 * path of presses; each folder in it is a plug-in, whose jars are seen by nobody else. Looked at
 * anew by each method, so for any thread.
 *
 * @param root need not be there
 */
public record PluginFolder(Path root) {
  private static final String JARS = "*.jar";

  public PluginFolder {
    root = root.toAbsolutePath().normalize();
  }

  /** Jars for the press's own class path, by name. */
  public List<Path> drivers() {
    return files(root, JARS);
  }

  /** The jars of each plug-in, by its folder; one without jars is left out. */
  public SortedMap<Path, List<Path>> plugins() {
    SortedMap<Path, List<Path>> plugins = new TreeMap<>();
    for (Path folder : files(root, "*")) {
      List<Path> jars = files(folder, JARS);
      if (!jars.isEmpty()) {
        plugins.put(folder, jars);
      }
    }
    return plugins;
  }

  /**
   * What tells one state of all jars from another: their names, sizes and times. Costs a few looks
   * at the disk.
   */
  public String state() {
    List<Path> jars = new ArrayList<>(drivers());
    plugins().values().forEach(jars::addAll);
    StringBuilder state = new StringBuilder();
    for (Path jar : jars) {
      state.append(root.relativize(jar)).append(' ');
      try {
        BasicFileAttributes file = Files.readAttributes(jar, BasicFileAttributes.class);
        state.append(file.size()).append(' ').append(file.lastModifiedTime().toInstant());
        state.append(' ').append(file.fileKey());
      } catch (IOException e) {
        // It went while we looked, or nobody may read it: that is a state, too.
        state.append('?');
      }
      state.append('\n');
    }
    return state.toString();
  }

  /** What people call a file in here: {@code plugins/sales/sales.jar}. */
  String shown(Path file) {
    return root.getParent() == null
        ? file.toString()
        : root.getParent().relativize(file).toString();
  }

  private static List<Path> files(Path folder, String glob) {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
        found.forEach(files::add);
      } catch (IOException | UncheckedIOException | java.nio.file.DirectoryIteratorException e) {
        // Gone, or not readable: then nothing can be loaded from it either.
        return List.of();
      }
    }
    files.sort(null);
    return files;
  }
}
