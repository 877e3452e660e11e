package dev.pressroom.render.pdf;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;

/** The two fonts of one document. */
record Fonts(TextFont body, TextFont bold) {

  static Fonts in(PDDocument document, Consumer<String> warnings) throws IOException {
    MissingCharacters missing = new MissingCharacters(warnings);
    return new Fonts(
        new TextFont(Typeface.regular(), document, COSName.getPDFName("F1"), missing),
        new TextFont(Typeface.bold(), document, COSName.getPDFName("F2"), missing));
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
