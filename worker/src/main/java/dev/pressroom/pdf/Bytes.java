package dev.pressroom.pdf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing run of bytes with the spellings that PDF has for things. For one thread. */
public final class Bytes {
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes;
  private int size;

  public Bytes() {
    this(256);
  }

  /**
   * @param capacity to begin with
   */
  public Bytes(int capacity) {
    bytes = new byte[capacity];
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }

  /** The bytes themselves; valid up to {@link #size} and until the next call. */
  byte[] array() {
    return bytes;
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** Forgets everything and keeps the room. */
  public void clear() {
    size = 0;
  }

  /** One byte. */
  public Bytes add(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /** Bytes as they are. */
  public Bytes add(byte[] source, int from, int length) {
    room(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
    return this;
  }

  /** All of another. */
  public Bytes add(Bytes other) {
    return add(other.bytes, 0, other.size);
  }

  /** Plain ASCII, as operators and keys are written. */
  @SuppressWarnings("deprecation") // Takes the low bytes without an encoder: what ASCII is.
  public Bytes ascii(String text) {
    int length = text.length();
    room(length);
    text.getBytes(0, length, bytes, size);
    size += length;
    return this;
  }

  /** A whole number. */
  public Bytes number(long value) {
    room(20);
    long left = value;
    if (left < 0) {
      bytes[size++] = '-';
      left = -left;
    }
    int digits = 1;
    for (long power = 10; digits < 19 && left >= power; power *= 10) {
      digits++;
    }
    for (int i = size + digits - 1; i >= size; i--) {
      bytes[i] = (byte) ('0' + left % 10);
      left /= 10;
    }
    size += digits;
    return this;
  }

  /** A number given in thousandths, as in {@code 0.125}. */
  public Bytes thousandths(int value) {
    int whole = Math.abs(value) / 1000;
    int rest = Math.abs(value) % 1000;
    if (value < 0) {
      add('-');
    }
    number(whole);
    if (rest != 0) {
      add('.').add('0' + rest / 100);
      if (rest % 100 != 0) {
        add('0' + rest / 10 % 10);
        if (rest % 10 != 0) {
          add('0' + rest % 10);
        }
      }
    }
    return this;
  }

  /** A length given in hundredths of a point, written in points. */
  public Bytes points(int hundredths) {
    return thousandths(Math.multiplyExact(hundredths, 10));
  }

  /** The three parts of a colour. */
  public Bytes color(int rgb) {
    for (int shift = 16; shift >= 0; shift -= 8) {
      thousandths(Math.round((rgb >> shift & 0xFF) * 1000f / 255)).add(' ');
    }
    return this;
  }

  /** Another object. */
  public Bytes reference(int object) {
    return number(object).ascii(" 0 R");
  }

  /** Four hexadecimal digits. */
  Bytes hex16(int value) {
    return hex8(value >> 8).hex8(value);
  }

  /** Two hexadecimal digits. */
  Bytes hex8(int value) {
    return add(HEX[value >> 4 & 15]).add(HEX[value & 15]);
  }

  /** A text that people read: in ASCII as it is, otherwise in UTF-16 with its mark. */
  public Bytes text(String text) {
    boolean plain = text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    if (!plain) {
      ascii("<FEFF");
      text.chars().forEach(this::hex16);
      return add('>');
    }
    add('(');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(' || c == ')' || c == '\\') {
        add('\\');
      }
      add(c);
    }
    return add(')');
  }

  /** A name, with what may not stand in one written in hexadecimal. */
  public Bytes name(String name) {
    add('/');
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      if (b > ' ' && b < 0x7F && "()<>[]{}/%#".indexOf(b) < 0) {
        add(b);
      } else {
        add('#').hex8(b);
      }
    }
    return this;
  }
}
