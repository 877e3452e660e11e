package dev.pressroom.render;

import dev.pressroom.report.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Renders what a test pushes and gives the finished file. */
final class RenderFixture {
  final List<String> warnings = new ArrayList<>();
  private final Path folder;

  RenderFixture(Path folder) {
    this.folder = folder;
  }

  Rendering rendering() {
    return new Rendering(
        Locale.GERMANY,
        ZoneId.of("Europe/Berlin"),
        Instant.parse("2026-11-21T08:30:00Z"),
        warnings::add,
        () -> false);
  }

  Rendered render(String format, Map<String, ?> options, Consumer<Document> report)
      throws IOException {
    Path target = Files.createTempDirectory(folder, "output").resolve("file." + format);
    Renderer renderer = Renderers.standard().open(format, target, options, rendering());
    try (FanOut out = new FanOut(List.of(renderer), rendering())) {
      report.accept(out);
      return out.finish().get(0);
    }
  }

  static List<Object> cells(Object... values) {
    return Arrays.asList(values);
  }
}
