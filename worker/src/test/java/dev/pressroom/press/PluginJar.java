package dev.pressroom.press;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pressroom.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A jar made from source text, as an author's build would make it. */
public final class PluginJar {
  private final Path scratch;
  private final List<Path> libraries = new ArrayList<>();
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private boolean tooNew;

  public PluginJar(Path scratch) throws IOException {
    this.scratch = Files.createTempDirectory(Files.createDirectories(scratch), "jar");
  }

  /** A class; its package is part of the name. */
  public PluginJar type(String name, String body) {
    int dot = name.lastIndexOf('.');
    sources.put(name, "package " + name.substring(0, dot) + ";\n" + body);
    return this;
  }

  /** A report that writes one row, whose only cell is this expression. */
  public PluginJar report(String type, String name, String cell) {
    String simple = type.substring(type.lastIndexOf('.') + 1);
    type(
        type,
        """
        import dev.pressroom.report.*;
        import java.util.List;
        public final class %s implements Report {
          public String name() { return "%s"; }
          public void generate(ReportContext context, Document document) throws Exception {
            document.begin(Layout.titled("T").column(Column.of("c", "C")).build());
            document.row(List.of(%s));
          }
        }
        """
            .formatted(simple, name, cell));
    return service(type);
  }

  public PluginJar service(String type) {
    String path = "META-INF/services/" + Report.class.getName();
    String before = entries.containsKey(path) ? new String(entries.get(path), UTF_8) : "# ours\n";
    return entry(path, before + type + " # a report\n");
  }

  public PluginJar entry(String path, String text) {
    entries.put(path, text.getBytes(UTF_8));
    return this;
  }

  public PluginJar with(Path library) {
    libraries.add(library);
    return this;
  }

  /** As if it were built for a Java that is not there yet. */
  public PluginJar tooNew() {
    tooNew = true;
    return this;
  }

  public Path writeTo(Path jar) throws IOException {
    Path classes = compile();
    Files.createDirectories(jar.getParent());
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream all = new JarOutputStream(out);
        Stream<Path> compiled = Files.walk(classes)) {
      for (Path file : compiled.filter(Files::isRegularFile).toList()) {
        byte[] code = Files.readAllBytes(file);
        if (tooNew) {
          code[7] = 99;
        }
        add(all, classes.relativize(file).toString(), code);
      }
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        add(all, entry.getKey(), entry.getValue());
      }
    }
    return jar;
  }

  private static void add(JarOutputStream all, String path, byte[] bytes) throws IOException {
    all.putNextEntry(new JarEntry(path));
    all.write(bytes);
  }

  private Path compile() throws IOException {
    Path classes = Files.createDirectories(scratch.resolve("classes"));
    List<String> arguments =
        new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", classes.toString()));
    String libraryPath = String.join(":", libraries.stream().map(Path::toString).toList());
    String own =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    arguments.addAll(List.of("-cp", libraryPath + ":" + own));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = scratch.resolve("src").resolve(source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      arguments.add(Files.writeString(file, source.getValue()).toString());
    }
    if (!sources.isEmpty()
        && ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, arguments.toArray(String[]::new))
            != 0) {
      throw new AssertionError("the test's own source does not compile");
    }
    return classes;
  }
}
