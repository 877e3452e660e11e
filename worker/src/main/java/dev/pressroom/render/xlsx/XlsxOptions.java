package dev.pressroom.render.xlsx;

import dev.pressroom.render.Options;
import java.util.List;

/**
 * What a job may say about an XLSX output.
 *
 * @param outline groups as bands around their rows; else as columns before the others, and no
 *     totals
 * @param filter whether the header has filter buttons
 * @param freeze whether the header stays when the rows are scrolled
 */
record XlsxOptions(boolean outline, boolean filter, boolean freeze) {

  static XlsxOptions read(Options options) {
    XlsxOptions read =
        new XlsxOptions(
            options.oneOf("groups", List.of("outline", "columns")).equals("outline"),
            options.flag("filter", true),
            options.flag("freeze", true));
    options.refuseOthers();
    return read;
  }
}
