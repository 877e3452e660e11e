package dev.pressroom.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parameters as a person types them: {@code name=text}, several times for a list, or {@code
 * name:=JSON} for a list of one, a number, true or false.
 */
final class Values {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Values() {}

  static Map<String, Object> parse(List<String> given) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String text : given) {
      int equals = text.indexOf('=');
      if (text.startsWith("=") || text.startsWith(":=")) {
        throw WrongUsage.of("parameter \"" + text + "\" has no name; write name=value");
      }
      if (equals < 0) {
        throw WrongUsage.of(
            "parameter \"" + text + "\" has no value; write name=value, or name:=JSON");
      }
      boolean json = text.charAt(equals - 1) == ':';
      String name = text.substring(0, json ? equals - 1 : equals);
      String value = text.substring(equals + 1);
      values.merge(name, json ? json(name, value) : value, Values::both);
    }
    return values;
  }

  private static Object json(String name, String value) {
    try {
      Object parsed = JSON.readValue(value, Object.class);
      if (parsed == null) {
        throw WrongUsage.of("parameter " + name + " is null; leave it out");
      }
      return parsed;
    } catch (JacksonException e) {
      throw WrongUsage.of(
          "parameter "
              + name
              + ":="
              + value
              + " is not JSON; write "
              + name
              + ":=12, "
              + name
              + ":=[1,2] or the like, or "
              + name
              + "=text");
    }
  }

  private static Object both(Object first, Object second) {
    List<Object> list = new ArrayList<>();
    for (Object value : List.of(first, second)) {
      if (value instanceof List<?> members) {
        list.addAll(members);
      } else {
        list.add(value);
      }
    }
    return list;
  }
}
