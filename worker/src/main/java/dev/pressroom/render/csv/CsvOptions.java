package dev.pressroom.render.csv;

import dev.pressroom.render.Options;
import java.util.List;

/**
 * What a job may say about a CSV output.
 *
 * @param byteOrderMark for programs that would otherwise not believe in UTF-8
 * @param formatted values as in print instead of plain ones
 * @param neutralise whether texts that a spreadsheet would run as formulas are made harmless
 */
record CsvOptions(
    char delimiter, boolean byteOrderMark, boolean header, boolean formatted, boolean neutralise) {

  static CsvOptions read(Options options) {
    char delimiter =
        switch (options.oneOf(
            "delimiter", List.of("comma", ",", ";", "semicolon", "\t", "tab", "|"))) {
          case ";", "semicolon" -> ';';
          case "\t", "tab" -> '\t';
          case "|" -> '|';
          default -> ',';
        };
    CsvOptions read =
        new CsvOptions(
            delimiter,
            options.flag("bom", false),
            options.flag("header", true),
            options.oneOf("values", List.of("plain", "formatted")).equals("formatted"),
            options.oneOf("formulas", List.of("neutralise", "keep")).equals("neutralise"));
    options.refuseOthers();
    return read;
  }
}
