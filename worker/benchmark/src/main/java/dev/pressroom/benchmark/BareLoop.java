package dev.pressroom.benchmark;

import dev.pressroom.data.EmbeddedDatabases;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * The loop that the worker is measured against, in a JVM of its own with the options of a press.
 * Reads lines {@code KIND THREADS PAGES}, answers each with the pages per second, and ends when
 * there are no more.
 */
final class BareLoop {
  static final String BARE = "bare";
  static final String AS_PRESS = "as-press";

  private final PageLoop pages;
  private final Path folder;
  private int batch;

  private BareLoop(Workplace place) throws IOException {
    this.pages = new PageLoop(place);
    this.folder = place.folder().resolve("bare-" + ProcessHandle.current().pid());
  }

  /**
   * @param arguments the workplace's folder; {@code hold} if this process is to serve the database
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    EmbeddedDatabases.bindToLoopback();
    Workplace place = new Workplace(Path.of(arguments[0]));
    boolean hold = arguments.length > 1;
    try (EmbeddedDatabases held =
            EmbeddedDatabases.open(hold ? List.of(place.source()) : List.of());
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      BareLoop loop = new BareLoop(place);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(loop.answer(line.split(" ", 3)));
      }
    }
  }

  private double answer(String[] words) throws IOException {
    return PageLoop.perSecond(
        words[0].equals(BARE) ? pages::bare : pages::asPress,
        folder.resolve(Integer.toString(batch++)),
        Integer.parseInt(words[1]),
        Integer.parseInt(words[2]));
  }
}
