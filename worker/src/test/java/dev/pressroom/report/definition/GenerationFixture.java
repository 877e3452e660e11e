package dev.pressroom.report.definition;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pressroom.report.ReportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** Runs a definition over rows that a test gives. */
abstract class GenerationFixture {
  static final String HEAD =
      """
      pressroom: report/1
      title: Sales
      dataSource: warehouse
      """;

  @TempDir Path folder;

  Definition definition(String yaml) throws Exception {
    Path report = Files.createDirectories(folder.resolve("sales"));
    Files.writeString(report.resolve("report.yaml"), yaml);
    return Definitions.open(folder, Set.of("pdf", "csv")).find("sales");
  }

  static List<Object> row(Object... values) {
    return Arrays.asList(values);
  }

  static RecordedDocument run(Definition definition, TestContext context) {
    RecordedDocument document = new RecordedDocument();
    definition.generate(context, document);
    return document;
  }

  static ReportException failure(Definition definition, TestContext context) {
    return catchThrowableOfType(ReportException.class, () -> run(definition, context));
  }
}
