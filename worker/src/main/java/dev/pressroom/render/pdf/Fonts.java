package dev.pressroom.render.pdf;

import dev.pressroom.report.Theme;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;

/** The two fonts of one document. */
record Fonts(TextFont body, TextFont bold) {

  /**
   * @param files null for those that come with Pressroom
   */
  static Fonts in(PDDocument document, Theme.Fonts files, Consumer<String> warnings)
      throws IOException {
    MissingCharacters missing = new MissingCharacters(warnings);
    Typeface regular = files == null ? Typeface.regular() : Typeface.of(files.regular());
    Typeface bold = files == null ? Typeface.bold() : Typeface.of(files.bold());
    return new Fonts(
        new TextFont(regular, document, COSName.getPDFName("F1"), missing),
        new TextFont(bold, document, COSName.getPDFName("F2"), missing));
  }

  /** What every page refers to. */
  PDResources resources() {
    PDResources resources = new PDResources();
    resources.put(body.name(), body.resource());
    resources.put(bold.name(), bold.resource());
    return resources;
  }

  /** Call once, after the last line was made. */
  void embed() throws IOException {
    body.embed();
    bold.embed();
  }
}
