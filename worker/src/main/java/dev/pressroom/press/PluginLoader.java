package dev.pressroom.press;

import dev.pressroom.report.Report;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Set;

/**
 * What the classes of one plug-in see: the JDK, the report API, SLF4J, and the plug-in's own jars.
 * Neither Pressroom's libraries nor another plug-in's, so that each may bring the versions that it
 * likes. A copy of the API or of SLF4J's API in a plug-in is not used: reports would implement the
 * wrong {@link Report}, and their log would go nowhere. Safe for use by several threads.
 */
final class PluginLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  /** Packages, not what lies below them: {@code report.definition} is nobody's business. */
  private static final Set<String> GIVEN =
      Set.of(
          Report.class.getPackageName(),
          "org.slf4j",
          "org.slf4j.event",
          "org.slf4j.helpers",
          "org.slf4j.spi");

  private final ClassLoader press = PluginLoader.class.getClassLoader();

  /**
   * @param name stands before its classes in stack traces
   */
  PluginLoader(String name, URL[] jars) {
    super(name, jars, ClassLoader.getPlatformClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    int dot = name.lastIndexOf('.');
    return dot > 0 && GIVEN.contains(name.substring(0, dot))
        ? press.loadClass(name)
        : super.loadClass(name, resolve);
  }
}
