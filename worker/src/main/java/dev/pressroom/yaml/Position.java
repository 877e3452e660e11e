package dev.pressroom.yaml;

/**
 * A place in a text file.
 *
 * @param line counted from 1
 * @param column counted from 1
 */
public record Position(int line, int column) {
  public static final Position START = new Position(1, 1);
}
