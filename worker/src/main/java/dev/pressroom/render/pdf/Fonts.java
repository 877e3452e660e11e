package dev.pressroom.render.pdf;

import dev.pressroom.pdf.PdfDocument;
import java.util.List;
import java.util.function.Consumer;

/** The two fonts of one document. */
record Fonts(TextFont body, TextFont bold) {

  static Fonts in(PdfDocument document, Consumer<String> warnings) {
    MissingCharacters missing = new MissingCharacters(warnings);
    return new Fonts(
        new TextFont(List.of(Typeface.regular()), document, missing),
        new TextFont(List.of(Typeface.bold()), document, missing));
  }
}
