package dev.pressroom.report.definition;

import dev.pressroom.report.Document;
import dev.pressroom.report.Parameter;
import dev.pressroom.report.Report;
import dev.pressroom.report.ReportContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * A report that is written in YAML and SQL. Immutable: it is what its files said when it was read.
 */
public final class Definition implements Report {
  private final String name;
  private final Content content;
  private final Sources sources;
  private final String digest;

  Definition(String name, Content content, Sources sources) {
    this.name = name;
    this.content = content;
    this.sources = sources;
    this.digest = digest(sources.files());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Parameter> parameters() {
    return content.parameters();
  }

  @Override
  public Optional<String> dataSource() {
    return Optional.of(content.run().dataSource());
  }

  @Override
  public boolean writes() {
    return content.run().writes();
  }

  @Override
  public Set<String> outputs() {
    return content.outputs();
  }

  /** What it may make at most. */
  public Limits limits() {
    return content.run().limits();
  }

  /** The title as it was written, places and all: for lists of reports. */
  public String title() {
    return content.title().source();
  }

  /** SHA-256 over the definition's files, 64 hexadecimal digits in lower case. */
  public String digest() {
    return digest;
  }

  /**
   * The definition's files as they were read, by their paths from the reports' folder: its own, and
   * those of its themes. Put into a folder under these paths they are the same report again.
   */
  public SortedMap<String, byte[]> files() {
    return sources.files();
  }

  Sources sources() {
    return sources;
  }

  /** SHA-256 over paths, lengths and bytes, in the paths' order. */
  public static String digest(SortedMap<String, byte[]> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      files.forEach(
          (name, bytes) -> {
            digest.update((name + "\n" + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void generate(ReportContext context, Document document) {
    new Generation(content, context, document).run();
  }
}
