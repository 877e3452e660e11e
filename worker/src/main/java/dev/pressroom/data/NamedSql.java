package dev.pressroom.data;

import java.util.ArrayList;
import java.util.List;

/**
 * One statement, cut at its named parameters. Knows where SQL is not code: {@code 'text'}, {@code
 * E'te\'xt'}, {@code "names"}, {@code -- comments}, nested block comments, {@code $tag$
 * PostgreSQL's dollar quotes $tag$}. Leaves {@code ::casts}, {@code :=} and array slices such as
 * {@code a[1:n]} alone.
 *
 * <p>A parameter is a colon and a name, where the colon follows neither a colon nor a letter, digit
 * or underscore. Ours and not Jdbi's, whose parser binds inside dollar quotes, nested comments and
 * array slices, and runs past the end of {@code 'C:\'}.
 *
 * @param text as its author wrote it; positions of errors are positions in here
 * @param pieces in order, covering the whole text
 * @param secondStatement offset of what follows a semicolon and is more than space and comments; -1
 *     if nothing does
 */
record NamedSql(String text, List<Piece> pieces, int secondStatement) {

  enum Kind {
    /** Goes to the database as it is. */
    TEXT,
    /** {@code :name}. */
    PARAMETER,
    /** A question mark in code: an operator on PostgreSQL, a mistake elsewhere. */
    QUESTION_MARK
  }

  record Piece(Kind kind, int start, int end) {}

  static NamedSql parse(String sql) {
    List<Piece> pieces = new ArrayList<>();
    int textStart = 0;
    int at = 0;
    boolean ended = false;
    int second = -1;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == ';') {
        ended = true;
      } else if (ended && second < 0 && !Character.isWhitespace(c) && !isComment(sql, at)) {
        second = at;
      }
      int end = at + 1;
      Kind kind = Kind.TEXT;
      if (c == ':' && isParameter(sql, at)) {
        kind = Kind.PARAMETER;
        end = endOfName(sql, at + 1);
      } else if (c == '?') {
        kind = Kind.QUESTION_MARK;
      } else {
        end = endOfText(sql, at);
      }
      if (kind != Kind.TEXT) {
        addText(pieces, textStart, at);
        pieces.add(new Piece(kind, at, end));
        textStart = end;
      }
      at = end;
    }
    addText(pieces, textStart, at);
    return new NamedSql(sql, List.copyOf(pieces), second);
  }

  private static void addText(List<Piece> pieces, int start, int end) {
    if (start < end) {
      pieces.add(new Piece(Kind.TEXT, start, end));
    }
  }

  /** The name of a parameter piece. */
  String name(Piece piece) {
    return text.substring(piece.start() + 1, piece.end());
  }

  private static boolean isParameter(String sql, int colon) {
    return colon + 1 < sql.length()
        && isNameStart(sql.charAt(colon + 1))
        && (colon == 0 || (sql.charAt(colon - 1) != ':' && !isNamePart(sql.charAt(colon - 1))));
  }

  private static boolean isComment(String sql, int at) {
    return sql.startsWith("--", at) || sql.startsWith("/*", at);
  }

  private static int endOfText(String sql, int at) {
    char c = sql.charAt(at);
    if (c == '\'') {
      boolean escapes = at > 0 && (sql.charAt(at - 1) == 'E' || sql.charAt(at - 1) == 'e');
      return endOfQuoted(sql, at, escapes && (at == 1 || !isNamePart(sql.charAt(at - 2))));
    } else if (c == '"') {
      return endOfQuoted(sql, at, false);
    } else if (sql.startsWith("--", at)) {
      int newline = sql.indexOf('\n', at);
      return newline < 0 ? sql.length() : newline;
    } else if (sql.startsWith("/*", at)) {
      return endOfComment(sql, at);
    } else if (c == '$' && (at == 0 || !isNamePart(sql.charAt(at - 1)))) {
      return endOfDollarQuoted(sql, at);
    }
    return at + 1;
  }

  /** A doubled quote ends one quoted text and begins the next, which comes to the same. */
  private static int endOfQuoted(String sql, int at, boolean backslashEscapes) {
    char quote = sql.charAt(at);
    for (int i = at + 1; i < sql.length(); i++) {
      if (sql.charAt(i) == quote && !(backslashEscapes && sql.startsWith("''", i))) {
        return i + 1;
      }
      if (backslashEscapes && (sql.charAt(i) == '\\' || sql.charAt(i) == quote)) {
        i++;
      }
    }
    return sql.length();
  }

  private static int endOfComment(String sql, int at) {
    int depth = 0;
    int i = at;
    while (i < sql.length()) {
      if (sql.startsWith("/*", i)) {
        depth++;
        i += 2;
      } else if (sql.startsWith("*/", i)) {
        depth--;
        i += 2;
        if (depth == 0) {
          return i;
        }
      } else {
        i++;
      }
    }
    return sql.length();
  }

  private static int endOfDollarQuoted(String sql, int at) {
    int tagEnd = at + 1;
    while (tagEnd < sql.length() && isNamePart(sql.charAt(tagEnd))) {
      tagEnd++;
    }
    boolean tag = tagEnd < sql.length() && sql.charAt(tagEnd) == '$';
    if (!tag || Character.isDigit(sql.charAt(at + 1))) {
      return at + 1;
    }
    String quote = sql.substring(at, tagEnd + 1);
    int close = sql.indexOf(quote, tagEnd + 1);
    return close < 0 ? sql.length() : close + quote.length();
  }

  private static int endOfName(String sql, int start) {
    int end = start;
    while (end < sql.length() && isNamePart(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isNameStart(char c) {
    return Character.isLetter(c) || c == '_';
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
