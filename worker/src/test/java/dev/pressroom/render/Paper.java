package dev.pressroom.render;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Reads PDFs back with programs that are not ours. */
public final class Paper {
  private Paper() {}

  /** The text as it lies on the page, pages ending in form feeds. */
  public static String text(Path pdf) {
    return run("pdftotext", "-layout", pdf.toString(), "-");
  }

  /** Fails if the file's structure is damaged. */
  public static void check(Path pdf) {
    run("qpdf", "--check", pdf.toString());
  }

  private static String run(String... command) {
    try {
      Process process =
          new ProcessBuilder(new ArrayList<>(List.of(command))).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new AssertionError(command[0] + " ended with " + code + ": " + output);
      }
      return output;
    } catch (IOException e) {
      // Where results are to be trusted, a missing program must not look like a passed test.
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(command[0] + " is not installed", e);
      }
      Assumptions.abort(command[0] + " is not installed; the PDF was not read back");
      throw new AssertionError("not reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
