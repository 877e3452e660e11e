package dev.pressroom.report;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * The "did you mean" of error messages: the known name that is nearest to what was written, if one
 * is near enough to be a slip of the keyboard. Stateless.
 */
public final class Suggestion {
  private Suggestion() {}

  /**
   * The nearest of the known names.
   *
   * @return empty if none is near
   */
  public static Optional<String> among(String written, Collection<String> known) {
    String wanted = written.toLowerCase(Locale.ROOT);
    int allowed = wanted.length() <= 3 ? 1 : wanted.length() <= 7 ? 2 : 3;
    String best = null;
    int bestDistance = allowed + 1;
    for (String candidate : known) {
      int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** {@code " (did you mean month?)"}, or nothing; for the middle of a message. */
  public static String hint(String written, Collection<String> known) {
    return among(written, known).map(name -> " (did you mean " + name + "?)").orElse("");
  }

  /** Edits of one letter, or of two neighbours that changed places. */
  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 3) {
      return Integer.MAX_VALUE;
    }
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
