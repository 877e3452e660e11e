package dev.pressroom.pdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The tree that pages hang in, in nodes of {@value #FAN}: a full node is written and forgotten.
 * What is kept is at most one unfinished node a level. For one thread.
 */
final class PageTree {
  private static final int FAN = 128;

  private final PdfFile file;
  private final int root;
  private final List<Level> levels = new ArrayList<>();
  private long pages;

  /** One level's unfinished node. */
  private static final class Level {
    private final Bytes kids = new Bytes(1024);
    private int children;
    private long pages;
    private int node;
  }

  PageTree(PdfFile file) {
    this.file = file;
    this.root = file.reserve();
  }

  int root() {
    return root;
  }

  long pages() {
    return pages;
  }

  /** The node that the next page hangs in. */
  int parent() {
    return node(0);
  }

  private Level level(int number) {
    if (number == levels.size()) {
      levels.add(new Level());
    }
    return levels.get(number);
  }

  private int node(int number) {
    Level level = level(number);
    if (level.node == 0) {
      level.node = file.reserve();
    }
    return level.node;
  }

  void add(int page) throws IOException {
    pages++;
    add(0, page, 1);
  }

  private void add(int number, int child, long childPages) throws IOException {
    node(number);
    Level level = level(number);
    level.kids.reference(child).add(' ');
    level.children++;
    level.pages += childPages;
    if (level.children == FAN) {
      end(number);
    }
  }

  /** Writes a level's node and hangs it into the level above. */
  private void end(int number) throws IOException {
    Level level = level(number);
    int node = level.node;
    long inside = level.pages;
    write(level, node(number + 1), new Bytes());
    add(number + 1, node, inside);
  }

  private void write(Level level, int parent, Bytes inherited) throws IOException {
    Bytes body = new Bytes(1024).ascii("<</Type/Pages").add(inherited);
    if (parent != 0) {
      body.ascii("/Parent ").reference(parent);
    }
    body.ascii("/Count ").number(level.pages).ascii("/Kids[").add(level.kids).ascii("]>>");
    file.object(level.node, body);
    level.kids.clear();
    level.children = 0;
    level.pages = 0;
    level.node = 0;
  }

  /**
   * Writes what is unfinished.
   *
   * @param inherited what all pages have: size and resources
   */
  void finish(Bytes inherited) throws IOException {
    Level top = new Level();
    top.node = root;
    for (int number = 0; number < levels.size(); number++) {
      Level level = levels.get(number);
      if (level.children > 0 && number == levels.size() - 1) {
        top.kids.reference(level.node);
        top.pages = level.pages;
        write(level, root, new Bytes());
      } else if (level.children > 0) {
        end(number);
      }
    }
    write(top, 0, inherited);
  }
}
