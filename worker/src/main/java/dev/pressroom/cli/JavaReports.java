package dev.pressroom.cli;

import dev.pressroom.press.PluginFolder;
import dev.pressroom.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What jars say of the reports in them. Reads their lists only: no code of theirs is loaded. */
final class JavaReports {
  private static final String LIST = "META-INF/services/" + Report.class.getName();
  private static final int LARGEST = 64 * 1024;

  private JavaReports() {}

  /**
   * A report in Java.
   *
   * @param type its class
   * @param jar below the plug-ins' folder
   */
  record Named(String type, String jar) {}

  /** Those of all plug-ins; a jar that is broken has none. */
  static List<Named> in(Path plugins) {
    PluginFolder folder = new PluginFolder(plugins);
    List<Named> reports = new ArrayList<>();
    for (List<Path> jars : folder.plugins().values()) {
      for (Path jar : jars) {
        String name = folder.root().relativize(jar).toString();
        types(jar).forEach(type -> reports.add(new Named(type, name)));
      }
    }
    return reports;
  }

  private static List<String> types(Path jar) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry list = zip.getEntry(LIST);
      if (list == null) {
        return List.of();
      }
      try (InputStream in = zip.getInputStream(list)) {
        return new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.replaceAll("#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .toList();
      }
    } catch (IOException e) {
      // Presses say what is wrong with it; here it just has no reports.
      return List.of();
    }
  }
}
