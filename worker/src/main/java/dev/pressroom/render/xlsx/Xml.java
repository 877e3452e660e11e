package dev.pressroom.render.xlsx;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * A growing run of XML in UTF-8. Whatever a text holds comes out as text: markup means nothing, and
 * what XML forbids is replaced. For one thread.
 */
final class Xml {
  private static final int REPLACEMENT = 0xFFFD;

  private byte[] bytes = new byte[64 * 1024];
  private int size;

  int size() {
    return size;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }

  /** Markup, which is ASCII, as it is. */
  Xml raw(String ascii) {
    int length = ascii.length();
    room(length);
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  Xml raw(long number) {
    return raw(Long.toString(number));
  }

  /** Text, between tags or in an attribute. */
  Xml text(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      room(8);
      if (c >= '?' && c < 0x7F && c != '_' || c >= ' ' && c < '<' && c != '&' && c != '"') {
        bytes[size++] = (byte) c;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        utf8(Character.toCodePoint(c, text.charAt(++i)));
      } else {
        special(text, i, c);
      }
    }
    return this;
  }

  private void special(String text, int i, char c) {
    switch (c) {
      case '&' -> raw("&amp;");
      case '<' -> raw("&lt;");
      case '>' -> raw("&gt;");
      case '"' -> raw("&quot;");
      // Spreadsheets read _x0041_ as A; a text that happens to look so keeps its looks.
      case '_' -> raw(looksEscaped(text, i) ? "_x005F_" : "_");
      case '\t', '\n', '=' -> raw(String.valueOf(c));
      case '\r' -> raw(i + 1 < text.length() && text.charAt(i + 1) == '\n' ? "" : "\n");
      default -> utf8(forbidden(c) ? REPLACEMENT : c);
    }
  }

  private static boolean forbidden(char c) {
    return c < ' ' || c >= 0x7F && c < 0xA0 || Character.isSurrogate(c) || c >= 0xFFFE;
  }

  private static boolean looksEscaped(String text, int at) {
    if (text.length() < at + 7 || text.charAt(at + 1) != 'x' || text.charAt(at + 6) != '_') {
      return false;
    }
    for (int i = at + 2; i < at + 6; i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private void utf8(int c) {
    room(4);
    if (c < 0x80) {
      bytes[size++] = (byte) c;
    } else if (c < 0x800) {
      bytes[size++] = (byte) (0xC0 | c >> 6);
      bytes[size++] = (byte) (0x80 | c & 0x3F);
    } else if (c < 0x10000) {
      bytes[size++] = (byte) (0xE0 | c >> 12);
      bytes[size++] = (byte) (0x80 | c >> 6 & 0x3F);
      bytes[size++] = (byte) (0x80 | c & 0x3F);
    } else {
      bytes[size++] = (byte) (0xF0 | c >> 18);
      bytes[size++] = (byte) (0x80 | c >> 12 & 0x3F);
      bytes[size++] = (byte) (0x80 | c >> 6 & 0x3F);
      bytes[size++] = (byte) (0x80 | c & 0x3F);
    }
  }

  /** Hands on what there is and begins anew. */
  void drainTo(OutputStream target) throws IOException {
    target.write(bytes, 0, size);
    size = 0;
  }
}
