package dev.pressroom.report.definition;

import dev.pressroom.report.Rows;
import java.util.Iterator;
import java.util.List;

/** Rows from memory, or made as they are asked for. */
public final class TestRows implements Rows {
  private final List<String> columns;
  private final Iterator<List<Object>> source;
  private List<Object> current;
  private long number;

  public TestRows(List<String> columns, Iterator<List<Object>> source) {
    this.columns = columns;
    this.source = source;
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public boolean next() {
    if (!source.hasNext()) {
      return false;
    }
    current = source.next();
    number++;
    return true;
  }

  @Override
  public Object get(int index) {
    return current.get(index);
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public void close() {}
}
