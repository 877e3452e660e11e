package dev.pressroom.pdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Bookmarks, nested, written forward: an entry goes out when the next of its level begins or its
 * parent ends. What is kept is one entry a level. For one thread.
 */
final class Outline {
  private final PdfFile file;
  private final int root;
  private final List<Entry> open = new ArrayList<>();

  /** An entry whose end has not come; the one at the bottom is the root. */
  private static final class Entry {
    private final int object;
    private final int level;
    private final Bytes body = new Bytes();
    private int first;
    private int last;
    private long children;

    Entry(int object, int level) {
      this.object = object;
      this.level = level;
    }
  }

  Outline(PdfFile file) {
    this.file = file;
    this.root = file.reserve();
    Entry top = new Entry(root, -1);
    top.body.ascii("<</Type/Outlines");
    open.add(top);
  }

  int root() {
    return root;
  }

  boolean isEmpty() {
    return open.get(0).children == 0;
  }

  /**
   * Adds an entry.
   *
   * @param level 0 for the outermost; a level that was left out counts as if it were not there
   * @param page the page's object
   * @param y where on the page, in hundredths of a point
   */
  void add(int level, String title, int page, int y) throws IOException {
    int object = file.reserve();
    while (last().level >= level) {
      boolean sibling = open.get(open.size() - 2).level < level;
      end(sibling ? object : 0);
    }
    Entry parent = last();
    Entry entry = new Entry(object, level);
    entry.body.ascii("<</Title").text(title).ascii("/Parent ").reference(parent.object);
    entry.body.ascii("/Dest[").reference(page).ascii("/XYZ null ").points(y).ascii(" null]");
    if (parent.children == 0) {
      parent.first = object;
    } else {
      entry.body.ascii("/Prev ").reference(parent.last);
    }
    parent.last = object;
    parent.children++;
    open.add(entry);
  }

  private Entry last() {
    return open.get(open.size() - 1);
  }

  private void end(int next) throws IOException {
    Entry entry = open.remove(open.size() - 1);
    Bytes body = entry.body;
    if (next != 0) {
      body.ascii("/Next ").reference(next);
    }
    if (entry.children > 0) {
      body.ascii("/First ").reference(entry.first).ascii("/Last ").reference(entry.last);
      // The outermost level is shown open, those below it closed.
      body.ascii("/Count ").number(entry.object == root ? entry.children : -entry.children);
    }
    file.object(entry.object, body.ascii(">>"));
  }

  /** Writes what is open. */
  void finish() throws IOException {
    while (!open.isEmpty()) {
      end(0);
    }
  }
}
