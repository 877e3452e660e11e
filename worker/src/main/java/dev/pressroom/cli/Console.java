package dev.pressroom.cli;

import dev.pressroom.job.Harmless;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How results are shown: aligned columns for people, JSON for programs. For one thread. */
final class Console {
  private final PrintWriter out;
  private final Terminal terminal;

  /** On the terminal of this process, if there is one. */
  Console(PrintWriter out) {
    this(out, Terminal.current());
  }

  Console(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Of a verb that runs now. */
  static Console of(CommandSpec spec) {
    return new Console(spec.commandLine().getOut());
  }

  Terminal terminal() {
    return terminal;
  }

  /** Maps, lists, text, numbers and booleans; everything else as its text. */
  void json(Object value) {
    out.println(
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(value));
  }

  /** The same in one line, for a stream of them. */
  void jsonLine(Object value) {
    out.println(JsonMapper.builder().build().writeValueAsString(value));
    out.flush();
  }

  void line(String text) {
    out.println(harmless(text));
  }

  /** A sentence, broken between words where the terminal is too narrow for it. */
  void sentence(Colour colour, String text) {
    for (String paragraph : text.lines().toList()) {
      Screens.wrapped(paragraph, "", "", terminal).forEach(line -> line(colour, line));
    }
  }

  /** The same in a colour, if there are colours. */
  void line(Colour colour, String text) {
    out.println(terminal.colours() ? colour.of(harmless(text)) : harmless(text));
  }

  void line() {
    out.println();
  }

  /** What messages and names bring along must not drive the terminal. */
  static String harmless(String text) {
    return text == null ? "" : Harmless.text(text);
  }

  /** Names at the left, values beside them; what is null is left out. */
  void facts(Map<String, ?> facts) {
    int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
    facts.forEach(
        (name, value) -> {
          if (value != null) {
            String padded = name + " ".repeat(width - name.length());
            String indent = " ".repeat(width + 2);
            List<String> lines = Screens.wrapped(value.toString(), padded + "  ", indent, terminal);
            String first = lines.get(0).substring(padded.length() + 2);
            boolean state = name.equals("State") && terminal.colours();
            out.println(
                (terminal.colours() ? Colour.FAINT.of(padded) : padded)
                    + "  "
                    + (state ? Colour.forState(first).of(first) : first));
            lines.subList(1, lines.size()).forEach(out::println);
          }
        });
  }

  void table(Table table) {
    table.lines(terminal).forEach(out::println);
  }

  /** A table of texts; a column STATE has its colours. */
  void table(List<String> head, List<List<String>> rows) {
    Table table = new Table();
    head.forEach(
        name -> table.column(name, name.equals("STATE") ? Table.Kind.STATE : Table.Kind.TEXT));
    rows.forEach(row -> table.row(row.toArray()));
    table(table);
  }

  void flush() {
    out.flush();
  }
}
