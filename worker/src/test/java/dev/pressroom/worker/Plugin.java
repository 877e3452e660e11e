package dev.pressroom.worker;

import dev.pressroom.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs test reports into a jar, as their author would. */
final class Plugin {
  private Plugin() {}

  /** All of {@link TestReports}. */
  static void writeTo(Path folder) {
    writeTo(folder, TestReports.class, TestReports.all());
  }

  /** One report, and the classes within it. */
  static void writeTo(Path folder, Class<? extends Report> report) {
    writeTo(folder, report, report);
  }

  private static void writeTo(Path folder, Class<?> outer, Class<?>... reports) {
    try {
      Files.createDirectories(folder);
      try (ZipOutputStream jar =
          new ZipOutputStream(Files.newOutputStream(folder.resolve("test-reports.jar")))) {
        jar.putNextEntry(new ZipEntry("META-INF/services/" + Report.class.getName()));
        String names = Arrays.stream(reports).map(Class::getName).collect(Collectors.joining("\n"));
        jar.write(names.getBytes(StandardCharsets.UTF_8));
        for (Class<?> within : outer.getDeclaredClasses()) {
          add(jar, within);
        }
        add(jar, outer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(ZipOutputStream jar, Class<?> type) throws IOException {
    String path = type.getName().replace('.', '/') + ".class";
    jar.putNextEntry(new ZipEntry(path));
    try (InputStream in = Plugin.class.getClassLoader().getResourceAsStream(path)) {
      in.transferTo(jar);
    }
  }
}
