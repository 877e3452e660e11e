package dev.pressroom.render;

import static dev.pressroom.render.RenderFixture.cells;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.report.Column;
import dev.pressroom.report.Document;
import dev.pressroom.report.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageXYZDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bookmarks lead to the page, and the height on it, where what they name begins. */
class PdfBookmarksTest {
  private static final Layout LAYOUT =
      Layout.titled("A title").column(Column.of("name", "Name")).build();

  @TempDir Path folder;

  /** Each with its page, from 1, in reading order. */
  private List<String> bookmarks(Consumer<Document> report) throws IOException {
    Path file = new RenderFixture(folder).render("pdf", Map.of(), report).file();
    Paper.check(file);
    List<String> found = new ArrayList<>();
    try (PDDocument read = Loader.loadPDF(file.toFile())) {
      PDOutlineNode outline = read.getDocumentCatalog().getDocumentOutline();
      if (outline != null) {
        collect(read, outline, "", found);
      }
      checkThatEachLeadsToItsName(file, found);
    }
    return found;
  }

  private static void collect(
      PDDocument read, PDOutlineNode node, String indent, List<String> found) throws IOException {
    for (PDOutlineItem item : node.children()) {
      int page = read.getPages().indexOf(item.findDestinationPage(read)) + 1;
      assertThat(((PDPageXYZDestination) item.getDestination()).getTop()).isBetween(1, 841);
      found.add(indent + item.getTitle() + " " + page);
      collect(read, item, indent + " ", found);
    }
  }

  private static void checkThatEachLeadsToItsName(Path file, List<String> found) {
    String[] pages = Paper.text(file).split("\f");
    for (String entry : found) {
      int space = entry.lastIndexOf(' ');
      String page = pages[Integer.parseInt(entry.substring(space + 1)) - 1];
      assertThat(page).contains(entry.substring(0, space).strip());
    }
  }

  @Test
  void aBookmarkFollowsItsGroupHeaderOntoTheNextPage() throws IOException {
    List<String> found =
        bookmarks(
            document -> {
              document.begin(LAYOUT);
              for (int region = 0; region < 20; region++) {
                document.bookmark(0, "Region " + region);
                document.groupHeader(0, "Region " + region);
                for (int city = 0; city < 3; city++) {
                  document.bookmark(1, "City " + region + "/" + city);
                  document.groupHeader(1, "City " + region + "/" + city);
                  for (int row = 0; row < 7; row++) {
                    document.row(cells("row"));
                  }
                }
              }
            });
    assertThat(found).hasSize(80);
    assertThat(found.subList(0, 3)).containsExactly("Region 0 1", " City 0/0 1", " City 0/1 1");
    assertThat(found.get(79)).startsWith(" City 19/2 ");
  }

  @Test
  void aGroupWithoutHeaderBeginsAtItsFirstRow() throws IOException {
    List<String> found =
        bookmarks(
            document -> {
              document.begin(LAYOUT);
              for (int group = 0; group < 300; group++) {
                document.bookmark(0, "Group " + group);
                document.row(cells("Group " + group));
              }
              document.bookmark(0, "The end");
              document.text("The end");
            });
    assertThat(found).hasSize(301).contains("Group 0 1");
    assertThat(found.get(300)).matches("The end [4-9]");
  }

  @Test
  void bookmarksThatLeadToNothingStandWhereTheDocumentIs() throws IOException {
    Path file =
        new RenderFixture(folder)
            .render(
                "pdf",
                Map.of(),
                document -> {
                  document.begin(LAYOUT);
                  for (int i = 0; i < 1000; i++) {
                    document.bookmark(i % 21, "x\n".repeat(1000));
                  }
                })
            .file();
    Paper.check(file);
    try (PDDocument read = Loader.loadPDF(file.toFile())) {
      PDOutlineItem first = read.getDocumentCatalog().getDocumentOutline().getFirstChild();
      assertThat(first.getTitle()).hasSize(120).startsWith("x x").endsWith("…");
    }
  }

  @Test
  void withoutBookmarksThereIsNoOutline() throws IOException {
    assertThat(
            bookmarks(
                document -> {
                  document.begin(LAYOUT);
                  document.row(cells("row"));
                }))
        .isEmpty();
  }
}
