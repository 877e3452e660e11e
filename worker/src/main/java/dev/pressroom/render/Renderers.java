package dev.pressroom.render;

import dev.pressroom.render.csv.CsvRenderer;
import dev.pressroom.render.html.HtmlRenderer;
import dev.pressroom.render.json.JsonRenderer;
import dev.pressroom.render.pdf.PdfRenderer;
import dev.pressroom.render.xlsx.XlsxRenderer;
import dev.pressroom.report.ReportException;
import dev.pressroom.report.Suggestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The output formats that there are. Immutable; for any thread. */
public final class Renderers {
  private static final List<OutputFormat> STANDARD =
      List.of(
          PdfRenderer.FORMAT,
          XlsxRenderer.FORMAT,
          CsvRenderer.FORMAT,
          HtmlRenderer.FORMAT,
          JsonRenderer.DOCUMENT,
          JsonRenderer.LINES);

  private final Map<String, OutputFormat> formats = new LinkedHashMap<>();

  private Renderers(List<OutputFormat> known) {
    known.forEach(format -> formats.put(format.name(), format));
  }

  /** Those that come with Pressroom. */
  public static Renderers standard() {
    return new Renderers(STANDARD);
  }

  /** Their names, in the order in which people are shown them. */
  public Set<String> names() {
    return Collections.unmodifiableSet(formats.keySet());
  }

  /**
   * The format of this name.
   *
   * @throws ReportException permanent, if there is none
   */
  public OutputFormat named(String name) {
    OutputFormat format = formats.get(name);
    if (format == null) {
      throw ReportException.permanent(
          "output format \"%s\" is unknown%s; one of: %s"
              .formatted(
                  name,
                  Suggestion.hint(name, formats.keySet()),
                  String.join(", ", formats.keySet())));
    }
    return format;
  }

  /**
   * Opens the document that makes all of these in one pass. Close it, whatever happens.
   *
   * @throws ReportException permanent, if a format or an option is unknown or wrong
   * @throws IOException if a file cannot be made, for instance because it exists; none stays open
   */
  public FanOut open(List<Output> outputs, Rendering rendering) throws IOException {
    return open(outputs, rendering, List.of());
  }

  /**
   * The same, with further renderers that get all that is written.
   *
   * @param further owned by the document from now on
   */
  public FanOut open(List<Output> outputs, Rendering rendering, List<Renderer> further)
      throws IOException {
    List<Renderer> opened = new ArrayList<>(further);
    try {
      for (Output output : outputs) {
        opened.add(open(output.format(), output.target(), output.options(), rendering));
      }
      return new FanOut(opened, rendering);
    } catch (IOException | RuntimeException e) {
      opened.forEach(Renderer::close);
      throw e;
    }
  }

  Renderer open(String name, Path target, Map<String, ?> options, Rendering rendering)
      throws IOException {
    return named(name).opener().open(target, new Options(name, options), rendering);
  }
}
