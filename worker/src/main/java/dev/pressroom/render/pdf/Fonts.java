package dev.pressroom.render.pdf;

import dev.pressroom.pdf.FontFile;
import dev.pressroom.pdf.PdfDocument;
import dev.pressroom.report.Theme;
import java.util.List;
import java.util.function.Consumer;

/** The two fonts of one document. */
record Fonts(TextFont body, TextFont bold) {

  /**
   * @param own null for those that come with Pressroom, which also have what its own lack
   */
  static Fonts in(PdfDocument document, Theme.Fonts own, Consumer<String> warnings) {
    MissingCharacters missing = new MissingCharacters(warnings);
    List<FontFile> regular = List.of(Typeface.regular());
    List<FontFile> bold = List.of(Typeface.bold());
    if (own != null) {
      regular = List.of(Typeface.of(own.regular()), Typeface.regular());
      bold = List.of(Typeface.of(own.bold()), Typeface.bold());
    }
    return new Fonts(
        new TextFont(regular, document, missing), new TextFont(bold, document, missing));
  }
}
