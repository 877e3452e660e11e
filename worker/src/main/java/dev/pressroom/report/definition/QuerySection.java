package dev.pressroom.report.definition;

import dev.pressroom.report.ReportException;
import dev.pressroom.report.Suggestion;
import dev.pressroom.yaml.Node;
import dev.pressroom.yaml.Position;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the map {@code queries}, and the SQL's own file where it names one. */
final class QuerySection {
  static final long MAX_ROWS = 1_000_000;

  static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private QuerySection() {}

  /** Null if it cannot be used; what is wrong is noted. */
  static Content.Query read(Section queries, Sources sources, String yaml) {
    if (queries == null) {
      return null;
    }
    queries
        .all()
        .forEach(
            (name, entry) -> {
              if (!name.equals("main")) {
                queries
                    .problems()
                    .add(
                        entry.at(),
                        queries.path(name)
                            + " is not supported yet by this version; a report has one query, main");
              }
            });
    Section main = queries.section("main");
    if (main == null) {
      queries.problems().add(queries.at(), "queries.main is missing; write main: {file: main.sql}");
      return null;
    }
    long maxRows = main.parsed("maxRows", text -> Limits.count(text, "rows"), MAX_ROWS);
    SqlText sql = sql(main, "sql", sources, yaml);
    main.later("timeout", "dataSource", "fetchSize");
    main.end();
    if (sql == null) {
      return null;
    }
    return new Content.Query(sql, maxRows, main.at());
  }

  /**
   * Null if it cannot be used; what is wrong is noted.
   *
   * @param key under which the statement stands if it does not in a file
   */
  static SqlText sql(Section main, String key, Sources sources, String yaml) {
    if (main.has("file") == main.has(key)) {
      main.problems()
          .add(
              main.at(),
              main.path("file") + " or " + main.path(key) + " must be there, and only one of them");
      return null;
    }
    if (main.has(key)) {
      String text = main.text(key);
      return text == null || isEmpty(main, key, text) ? null : inline(main, key, text, yaml);
    }
    String file = main.text("file");
    if (file == null) {
      return null;
    }
    if (!FILE.matcher(file).matches()) {
      main.problem(
          "file", "\"" + file + "\" is not the name of a file beside report.yaml; write main.sql");
      return null;
    }
    try {
      String text = sources.read(file);
      return isEmpty(main, "file", text)
          ? null
          : new SqlText(sources.relative(file), text, Position.START, 0);
    } catch (ReportException e) {
      main.problem("file", e.getMessage());
      return null;
    }
  }

  private static boolean isEmpty(Section main, String key, String text) {
    if (text.isBlank()) {
      main.problem(key, "holds no statement; write a SELECT");
    }
    return text.isBlank();
  }

  /** A block's lines are the file's lines, indented; other styles are folded by YAML. */
  private static SqlText inline(Section main, String key, String text, String yaml) {
    String file = main.problems().file();
    Position at = main.at(key);
    boolean block = main.node(key) instanceof Node.Scalar scalar && scalar.block();
    List<String> lines = yaml.lines().toList();
    if (!block && at.line() <= lines.size()) {
      String line = lines.get(at.line() - 1);
      int quote = main.node(key) instanceof Node.Scalar scalar && scalar.plain() ? 0 : 1;
      int first = at.column() - 1 + quote;
      if (line.startsWith(text, first)) {
        return new SqlText(file, text, new Position(at.line(), first + 1), first);
      }
    }
    int firstLine = at.line() + 1;
    if (!block || firstLine > lines.size()) {
      return new SqlText(file, text, at, -1);
    }
    // The indentation is that of the first line that is not blank, less what the text itself keeps.
    for (int i = firstLine; i <= lines.size(); i++) {
      String line = lines.get(i - 1);
      if (!line.isBlank()) {
        int own = leadingSpaces(text.lines().skip(i - firstLine).findFirst().orElse(""));
        int indent = Math.max(0, leadingSpaces(line) - own);
        return new SqlText(file, text, new Position(firstLine, indent + 1), indent);
      }
    }
    return new SqlText(file, text, at, -1);
  }

  private static int leadingSpaces(String line) {
    int spaces = 0;
    while (spaces < line.length() && line.charAt(spaces) == ' ') {
      spaces++;
    }
    return spaces;
  }

  /**
   * Looks whether everything that the SQL binds is a parameter.
   *
   * @param known names of parameters, and of what optional ones bind beside themselves
   */
  static void checkNames(SqlText sql, Set<String> known, Problems problems) {
    sql.names()
        .forEach(
            (name, offset) -> {
              if (!known.contains(name)) {
                problems.addIn(
                    sql.file(),
                    sql.position(offset),
                    ":%s is not a parameter%s; %s"
                        .formatted(
                            name,
                            Suggestion.hint(name, known),
                            known.isEmpty()
                                ? "the report declares none"
                                : "it can be one of " + String.join(", ", known)));
              }
            });
  }
}
