package dev.pressroom.render;

import static dev.pressroom.render.RenderFixture.cells;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.report.Column;
import dev.pressroom.report.Document;
import dev.pressroom.report.Layout;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlRendererTest {
  private static final Layout LAYOUT =
      Layout.titled("Sales <b> & \"more\"")
          .column(Column.of("name", "Name"))
          .column(Column.of("sales", "Sales").format("money EUR"))
          .build();

  @TempDir Path folder;

  private String html(Consumer<Document> report) throws IOException {
    Rendered file = new RenderFixture(folder).render("html", Map.of(), report);
    return Files.readString(file.file());
  }

  @Test
  void aPageIsWholeAndNeedsNothingElse() throws IOException {
    String page =
        html(
            document -> {
              document.begin(LAYOUT);
              document.groupHeader(0, "North");
              document.row(cells("Ana", new BigDecimal("1234.5")));
              document.groupFooter(0, "Total North", cells(null, new BigDecimal("1234.5")));
              document.groupHeader(0, "South");
              document.row(cells(null, null));
              document.summary("All", cells(null, new BigDecimal("1234.5")));
            });

    assertThat(page)
        .startsWith("<!DOCTYPE html>\n<html lang=\"de-DE\">")
        .contains("<title>Sales &lt;b&gt; &amp; &quot;more&quot;</title>")
        .contains("<th scope=\"col\">Name</th>")
        .contains("<th class=\"level0\" scope=\"rowgroup\" colspan=\"2\">North</th>")
        .contains("<tr><td>Ana</td><td>1.234,50\u00A0€</td></tr>")
        .contains("<tr><td></td><td></td></tr>")
        .contains("<tfoot>")
        .contains("@page{size:595.28pt 841.89pt;")
        .doesNotContain("http")
        .doesNotContain("<script")
        .endsWith("</html>\n");
    for (String element : new String[] {"table", "thead", "tbody", "tfoot", "tr", "th", "td"}) {
      assertThat(count(page, "<" + element + "[ >]"))
          .as(element)
          .isEqualTo(count(page, "</" + element + ">"));
    }
  }

  private static long count(String text, String pattern) {
    return java.util.regex.Pattern.compile(pattern).matcher(text).results().count();
  }

  @Test
  void whatDataHoldsIsTextWhateverItLooksLike() throws IOException {
    String page =
        html(
            document -> {
              document.begin(LAYOUT);
              document.row(cells("<script>alert('x')</script>\u0000\uD800\u0085", null));
              document.text("a < b\nc");
            });

    assertThat(page)
        .contains("<td>&lt;script&gt;alert('x')&lt;/script&gt;\uFFFD\uFFFD\uFFFD</td>")
        .contains("</table>\n<p>a &lt; b<br>c</p>");
  }

  @Test
  void aTotalInTheFirstColumnHasItsLabelOnALineAbove() throws IOException {
    Layout layout = Layout.titled("t").column(Column.of("n", "N").format("integer")).build();
    String page =
        html(
            document -> {
              document.begin(layout);
              document.row(cells(1L));
              document.summary("Sum", cells(1L));
            });

    assertThat(page).contains("colspan=\"1\">Sum</th></tr>\n<tr class=\"total\"><td>1</td></tr>");
  }

  @Test
  void aTableGoesOnAfterAParagraphWithItsHeadAgain() throws IOException {
    String page =
        html(
            document -> {
              document.begin(LAYOUT);
              document.row(cells("a", null));
              document.text("between");
              document.row(cells("b", null));
            });

    assertThat(count(page, "<thead>")).isEqualTo(2);
  }
}
