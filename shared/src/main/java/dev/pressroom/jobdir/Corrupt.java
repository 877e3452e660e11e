package dev.pressroom.jobdir;

import dev.pressroom.job.Harmless;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder {@code corrupt/}: what cannot be read, each beside a text that says why. Nothing is
 * put aside without its text, and no name in it can harm a terminal.
 *
 * @param tree whose folder it is
 */
public record Corrupt(WorkTree tree) {
  /** Its name below the root. */
  public static final String FOLDER = "corrupt";

  /** With {@code -<ulid>.txt} behind it, a name still fits the 255 bytes that file systems give. */
  private static final int LONGEST_NAME = 150;

  private static final Pattern UNSAFE = Pattern.compile("^[^A-Za-z0-9_]|[^A-Za-z0-9._@-]");
  private static final Logger LOG = LoggerFactory.getLogger(Corrupt.class);

  /**
   * Puts something aside. The text comes first.
   *
   * @param as taken as far as it is harmless in a terminal and leaves room for an ending
   */
  public void setAside(Path path, String as, String why) throws IOException {
    Path folder = tree.root().resolve(FOLDER);
    String name = UNSAFE.matcher(as).replaceAll("_");
    name = name.substring(0, Math.min(name.length(), LONGEST_NAME));
    if (!name.equals(as)
        || tree.disk().exists(folder.resolve(name))
        || tree.disk().exists(folder.resolve(name + ".txt"))) {
      name = name + "-" + tree.unique();
    }
    Path text = folder.resolve(name + ".txt");
    tree.replace(
        text,
        (why
                + "\n\nWhat lies beside this file was put aside from "
                + quoted(tree.root().relativize(path).toString())
                + " at "
                + tree.clock().instant()
                + ". Nothing was run. When its cause is mended, submit anew.\n")
            .getBytes(StandardCharsets.UTF_8));
    try {
      tree.disk().rename(path, folder.resolve(name));
    } catch (NoSuchFileException e) {
      tree.disk().remove(text);
      if (tree.disk().exists(path)) {
        throw e;
      }
      return;
    }
    tree.disk().force(folder);
  }

  /** Puts aside what lies in a folder under a name that is no text, and that nobody else sees. */
  public void setUnnamedAside(Path folder) throws IOException {
    try {
      for (Path path : tree.disk().listUnnamed(folder)) {
        LOG.warn(
            "corrupt {}: its name is no text", quoted(tree.root().relativize(path).toString()));
        setAside(
            path,
            "unnamed",
            "Its name is no text in the encoding of file names here (UTF-8 is meant); nothing that"
                + " Pressroom makes has such a name.");
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      // A folder that may be gone.
    }
  }

  /** A name that anybody may have chosen, fit for one line of a log. */
  public static String quoted(String name) {
    String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
    return '"' + Harmless.line(shown) + '"';
  }
}
