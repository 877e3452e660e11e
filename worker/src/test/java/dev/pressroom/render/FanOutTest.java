package dev.pressroom.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pressroom.report.Column;
import dev.pressroom.report.Layout;
import dev.pressroom.report.ReportException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FanOutTest {
  private static final Layout LAYOUT = Layout.titled("t").column(Column.of("a", "A")).build();

  @TempDir Path folder;

  @Test
  void aReportIsHeldToTheOrderOfADocument() throws IOException {
    Rendering rendering = new RenderFixture(folder).rendering();
    try (FanOut out = new FanOut(List.of(), rendering)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> out.row(List.of("x")))
          .withMessage("row before begin; call begin first");
      assertThatExceptionOfType(ReportException.class).isThrownBy(out::finish);
      out.begin(LAYOUT);
      assertThatIllegalStateException()
          .isThrownBy(() -> out.begin(LAYOUT))
          .withMessageContaining("was begun before");
      assertThatIllegalStateException()
          .isThrownBy(() -> out.row(List.of("x", "y")))
          .withMessage("a row of 2 values in a layout of 1 columns; give one for each");
      assertThatIllegalStateException().isThrownBy(() -> out.groupHeader(-1, "x"));
      assertThatIllegalStateException()
          .isThrownBy(() -> out.group(0, "x"))
          .withMessage("group level 0 in a layout that names 0 groups; name it in the layout");
      out.row(List.of("x"));
      assertThat(out.rows()).isEqualTo(1);
      out.finish();
      assertThatIllegalStateException()
          .isThrownBy(() -> out.text("late"))
          .withMessageContaining("after the document's end");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"xlsx", "csv", "html", "json", "jsonl"})
  void whatWasWrittenIsKnownWhileItGrows(String format) throws IOException {
    Path target = folder.resolve("growing");
    try (Renderer renderer =
        Renderers.standard()
            .open(format, target, Map.of(), new RenderFixture(folder).rendering())) {
      renderer.begin(LAYOUT);
      for (int i = 0; i < 20_000; i++) {
        renderer.row(List.of("row " + i));
      }
      assertThat(renderer.bytes()).isGreaterThan(100_000);
    }
  }

  @Test
  void aReportEndsSoonAfterItWasAskedToStop() {
    Rendering calm = new RenderFixture(folder).rendering();
    Rendering stopped =
        new Rendering(calm.locale(), calm.zone(), calm.created(), calm.warnings(), () -> true);
    try (FanOut out = new FanOut(List.of(), stopped)) {
      out.begin(LAYOUT);
      assertThatExceptionOfType(ReportException.class)
          .isThrownBy(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  out.row(List.of("x"));
                }
              })
          .withMessageStartingWith("stopped as asked")
          .satisfies(e -> assertThat(e.permanent()).isFalse());
      assertThatExceptionOfType(ReportException.class)
          .isThrownBy(out::finish)
          .withMessageStartingWith("stopped as asked");
    }
  }

  @Test
  void whatIsFinishedIsTheFileWithItsSizeAndDigest() throws Exception {
    Rendered file =
        new RenderFixture(folder)
            .render(
                "csv",
                Map.of(),
                document -> {
                  document.begin(LAYOUT);
                  document.row(List.of("x".repeat(200_000)));
                });
    byte[] bytes = Files.readAllBytes(file.file());
    assertThat(file.bytes()).isEqualTo(bytes.length);
    assertThat(file.sha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
  }

  @Test
  void anExistingFileIsNeverWrittenOver() throws IOException {
    Path there = Files.createFile(folder.resolve("there.pdf"));
    for (String format : Renderers.standard().names()) {
      assertThatExceptionOfType(FileAlreadyExistsException.class)
          .isThrownBy(
              () ->
                  Renderers.standard()
                      .open(format, there, Map.of(), new RenderFixture(folder).rendering()));
    }
  }

  @Test
  void unknownFormatsAndOptionsAreRefused() {
    Renderers renderers = Renderers.standard();
    assertThat(renderers.names()).containsExactly("pdf", "xlsx", "csv", "html", "json", "jsonl");
    assertThatExceptionOfType(ReportException.class)
        .isThrownBy(() -> renderers.named("pfd"))
        .withMessage(
            "output format \"pfd\" is unknown (did you mean pdf?); one of: pdf, xlsx, csv, html,"
                + " json, jsonl");
    Rendering rendering = new RenderFixture(folder).rendering();
    assertThatExceptionOfType(ReportException.class)
        .isThrownBy(
            () -> renderers.open("csv", folder.resolve("a"), Map.of("delimeter", ";"), rendering))
        .withMessageContaining("no option \"delimeter\" (did you mean delimiter?)");
    assertThatExceptionOfType(ReportException.class)
        .isThrownBy(() -> renderers.open("csv", folder.resolve("a"), Map.of("bom", 1L), rendering))
        .withMessageContaining("option bom = \"1\" is not true or false");
    assertThatExceptionOfType(ReportException.class)
        .isThrownBy(() -> renderers.open("pdf", folder.resolve("a"), Map.of("dpi", 1L), rendering))
        .withMessageContaining("it has none");
    assertThat(folder.resolve("a")).doesNotExist();
  }
}
