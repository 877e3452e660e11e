package dev.pressroom.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Shows a job, and texts about it, without the values of masked parameters. Texts lose each
 * occurrence of a masked value as the job spells it, if it has at least {@value #SHORTEST}
 * characters: shorter ones stand everywhere by chance. What a report computes from a value is not
 * recognised. Immutable.
 */
public final class Masking {
  /** What stands in a value's place. */
  public static final String MASK = "•••";

  static final int SHORTEST = 4;

  private final Map<String, Object> parameters;
  private final List<String> secrets;

  private Masking(Map<String, Object> parameters, List<String> secrets) {
    this.parameters = Collections.unmodifiableMap(parameters);
    this.secrets = secrets;
  }

  /**
   * What a report masks.
   *
   * @param report null if nobody knows which report ran: all parameters are masked then, but no
   *     text is changed, since nothing has read their values
   */
  public static Masking of(JobRequest request, Outcome.Report report) {
    return report != null
        ? of(request, report.masked())
        : new Masking(of(request, request.parameters().keySet()).parameters, List.of());
  }

  /** Masks the parameters of these names. */
  public static Masking of(JobRequest request, Collection<String> masked) {
    Map<String, Object> shown = new LinkedHashMap<>(request.parameters());
    Set<String> secrets = new HashSet<>();
    for (String name : masked) {
      Object value = request.parameters().get(name);
      if (value != null) {
        shown.put(name, MASK);
        note(value, secrets);
      }
    }
    List<String> longestFirst = new ArrayList<>(secrets);
    longestFirst.sort(Comparator.comparingInt(String::length).reversed());
    return new Masking(shown, longestFirst);
  }

  private static void note(Object value, Set<String> secrets) {
    if (value instanceof Collection<?> many) {
      many.forEach(member -> note(member, secrets));
    } else if (value instanceof String || value instanceof Number) {
      String text = value.toString().strip();
      if (text.length() >= SHORTEST) {
        secrets.add(text);
      }
    }
  }

  /** The job's parameters, in their order, a mask in the place of each masked value. */
  public Map<String, Object> parameters() {
    return parameters;
  }

  /** A text without the masked values; null stays null. */
  public String text(String text) {
    String shown = text;
    for (String secret : secrets) {
      shown = shown == null ? null : shown.replace(secret, MASK);
    }
    return shown;
  }

  /** The same for texts with names. */
  public Map<String, String> texts(Map<String, String> texts) {
    Map<String, String> shown = new LinkedHashMap<>();
    texts.forEach((name, text) -> shown.put(name, text(text)));
    return shown;
  }

  /** A failure without the masked values in any of its texts; null stays null. */
  public Failure failure(Failure failure) {
    if (failure == null || secrets.isEmpty()) {
      return failure;
    }
    return new Failure(
        text(failure.message()),
        failure.permanent(),
        failure.place(),
        failure.causes().stream()
            .map(
                cause ->
                    new Failure.Cause(cause.type(), text(cause.message()), text(cause.stack())))
            .toList(),
        text(failure.log()));
  }
}
