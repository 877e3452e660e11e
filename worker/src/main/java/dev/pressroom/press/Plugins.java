package dev.pressroom.press;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;

/**
 * The Java reports. Their code is loaded when the first job asks for what is no definition, so that
 * a press which runs only definitions starts without it and remains fit for every tenant. For one
 * thread.
 */
public final class Plugins implements AutoCloseable {
  private final PluginFolder folder;
  private final List<Plugin> loaded = new ArrayList<>();
  private final List<String> strays = new ArrayList<>();
  private boolean isLoaded;

  public Plugins(PluginFolder folder) {
    this.folder = folder;
  }

  /** Whether foreign code may have run in this JVM. */
  boolean areLoaded() {
    return !loaded.isEmpty();
  }

  /** All reports; loads them. */
  List<Plugin.Provided> reports() {
    load();
    return loaded.stream().flatMap(plugin -> plugin.reports().stream()).toList();
  }

  /** What cannot be loaded, in sentences for people. */
  List<String> problems() {
    load();
    List<String> problems = new ArrayList<>(strays);
    loaded.forEach(plugin -> problems.addAll(plugin.problems()));
    return problems;
  }

  private void load() {
    if (isLoaded) {
      return;
    }
    isLoaded = true;
    // It looks for drivers once, where whoever asks first can see them: that shall be the press.
    DriverManager.getDrivers();
    folder.drivers().forEach(this::lookForStray);
    folder.plugins().forEach((home, jars) -> loaded.add(new Plugin(folder, home, jars)));
  }

  /** Reports beside the drivers are a mistake that would look like an unknown report. */
  private void lookForStray(Path jar) {
    try {
      if (Plugin.namedIn(jar).isEmpty()) {
        return;
      }
      String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
      strays.add(
          "%s holds reports but lies where only JDBC drivers belong; move it into a folder of its own, %s"
              .formatted(folder.shown(jar), folder.shown(folder.root().resolve(name))));
    } catch (IOException e) {
      strays.add(folder.shown(jar) + " cannot be read as a jar (" + e.getMessage() + ")");
    }
  }

  /** Their jars; their classes can be used no more. */
  @Override
  public void close() throws IOException {
    for (Plugin plugin : loaded) {
      plugin.close();
    }
  }
}
