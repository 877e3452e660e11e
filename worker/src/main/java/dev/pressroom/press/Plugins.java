package dev.pressroom.press;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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

  /** Without any. */
  public static Plugins none() {
    Plugins none = new Plugins(null);
    none.isLoaded = true;
    return none;
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

  /**
   * Everything that is wrong with the Java reports, in sentences for people; loads them.
   *
   * @param isDefinition whether there is a definition of a name
   */
  public List<String> lint(Predicate<String> isDefinition) {
    List<String> wrong = new ArrayList<>(problems());
    Map<String, List<Plugin.Provided>> byName = new TreeMap<>();
    reports().forEach(one -> byName.computeIfAbsent(one.name(), n -> new ArrayList<>()).add(one));
    byName.forEach(
        (name, those) -> {
          String all = those.stream().map(Object::toString).collect(Collectors.joining(" and "));
          if (isDefinition.test(name)) {
            wrong.add(
                "report \"%s\" is a definition, which hides %s; rename or remove one"
                    .formatted(name, all));
          } else if (those.size() > 1) {
            wrong.add(
                "report \"%s\" is there more than once: %s; rename or remove all but one"
                    .formatted(name, all));
          }
        });
    reports().forEach(one -> declared(one, wrong));
    return wrong;
  }

  /** What a report says of itself is asked for by each of its jobs. */
  private static void declared(Plugin.Provided one, List<String> wrong) {
    try {
      one.report().parameters();
      one.report().outputs();
      one.report().dataSource();
    } catch (RuntimeException | LinkageError e) {
      wrong.add(
          "report \"%s\", %s, cannot say its parameters, outputs or data source: %s; every job would fail of it"
              .formatted(one.name(), one, e));
    }
  }

  /** The names of the reports that can be loaded; loads them. */
  public Set<String> names() {
    return reports().stream()
        .map(Plugin.Provided::name)
        .collect(Collectors.toCollection(TreeSet::new));
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
