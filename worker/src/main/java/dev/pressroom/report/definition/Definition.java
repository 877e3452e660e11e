package dev.pressroom.report.definition;

import dev.pressroom.report.Document;
import dev.pressroom.report.Parameter;
import dev.pressroom.report.Report;
import dev.pressroom.report.ReportContext;
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

  Definition(String name, Content content, Sources sources) {
    this.name = name;
    this.content = content;
    this.sources = sources;
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
    return Optional.of(content.dataSource());
  }

  @Override
  public Set<String> outputs() {
    return content.outputs();
  }

  /** The title as it was written, places and all: for lists of reports. */
  public String title() {
    return content.title().source();
  }

  /** SHA-256 over the definition's files, 64 hexadecimal digits in lower case. */
  public String digest() {
    return sources.digest();
  }

  /** The definition's files as they were read, by name: {@code report.yaml}, {@code sales.sql}. */
  public SortedMap<String, byte[]> files() {
    return sources.files();
  }

  @Override
  public void generate(ReportContext context, Document document) {
    new Generation(content, context, document).run();
  }
}
