package dev.pressroom.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How results are shown: aligned columns for people, JSON for programs. For one thread. */
final class Console {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final PrintWriter out;

  Console(PrintWriter out) {
    this.out = out;
  }

  /** Maps, lists, text, numbers and booleans; everything else as its text. */
  void json(Object value) {
    out.println(JSON.writeValueAsString(value));
  }

  void line(String text) {
    out.println(text);
  }

  void line() {
    out.println();
  }

  /** Names at the left, values beside them; what is null is left out. */
  void facts(Map<String, ?> facts) {
    int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
    facts.forEach(
        (name, value) -> {
          if (value != null) {
            out.println(pad(name, width) + "  " + value);
          }
        });
  }

  /** A table with a head; the last column is as wide as it is. */
  void table(List<String> head, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(head);
    all.addAll(rows);
    int[] widths = new int[head.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : all) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        boolean last = i == widths.length - 1;
        text.append(last ? row.get(i) : pad(row.get(i), widths[i] + 2));
      }
      out.println(text.toString().stripTrailing());
    }
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
