package dev.pressroom.report.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {
  private static final Map<String, Object> ROW = new HashMap<>();

  static {
    ROW.put("profit", new BigDecimal("25.50"));
    ROW.put("sales", 100L);
    ROW.put("zero", 0L);
    ROW.put("nothing", null);
    ROW.put("binary", 0.1);
    ROW.put("name", "Ana");
    ROW.put("open", true);
    ROW.put("day", LocalDate.of(2026, 11, 21));
    ROW.put("e", 3L);
    ROW.put("large", new BigDecimal("9".repeat(38)));
    ROW.put("huge", new BigDecimal("1E+90"));
    ROW.put("tiny", new BigDecimal("1E-90"));
    ROW.put("nan", Double.NaN);
  }

  private static Object value(String text) {
    return Formula.parse(text).bound().value(ROW::get);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "profit / sales                      ; 0.2550",
        "Profit * 2 - sales                  ; -49.00",
        "-(sales + 1)                        ; -101",
        "sales - -1                          ; 101",
        "sales / 3                           ; 33.333333333333",
        "binary * 3                          ; 0.3",
        "e * 2                               ; 6",
        "large - 1                           ; 99999999999999999999999999999999999998",
        "MAX(sales, profit) - MIN(1, 2)      ; 99",
        "ABS(zero - sales)                   ; 100",
        "IF(zero = 0, 7, sales / zero)       ; 7",
        "IF(name = 'Ana' && open, 1, 2)      ; 1",
        "IF(sales >= 100 || !open, 1, 2)     ; 1",
        "tiny * tiny                         ; 0",
      })
  void numbersAreExact(String text, BigDecimal expected) {
    assertThat((BigDecimal) value(text)).isEqualByComparingTo(expected);
  }

  @Test
  void textsAndTruthsAreValuesToo() {
    assertThat(value("IF(open, name, 'closed')")).isEqualTo("Ana");
    assertThat(value("sales > 50")).isEqualTo(true);
    assertThat(value("name + ' & ' + name")).isEqualTo("Ana & Ana");
  }

  @Test
  void nothingInIsNothingOutAndSoIsADivisionByZero() {
    assertThat(value("sales + nothing")).isNull();
    assertThat(value("sales / zero + 1")).isNull();
  }

  @Test
  void whatCannotBeComputedSaysWhy() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> value("day + 1"))
        .withMessage(
            "\"day + 1\" cannot be computed: day is a LocalDate; it takes numbers, texts and"
                + " truths, compute others in the SQL");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> value("nan + 1"))
        .withMessageContaining("nan is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> value("huge * huge"))
        .withMessageContaining("more than 100 digits");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> value("name * 2"))
        .withMessageContaining("cannot be computed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sales +",
        "2 ^ 1000000000",
        "1e999999999 * sales",
        "FACT(1000000)",
        "RANDOM()",
        "STR_FORMAT(\"%1000000000d\", 1)",
        "sales(1)",
        "a[1]",
        "a.class",
        "2 sales",
        "(1"
      })
  void anythingElseIsNoExpression(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Formula.parse(text));
  }

  @Test
  void anExpressionThatIsNestedDeeplyIsReadOrRefused() {
    String nested = "(".repeat(240) + "1" + ")".repeat(240);
    assertThat(value(nested)).isEqualTo(BigDecimal.ONE);
    assertThatIllegalArgumentException().isThrownBy(() -> Formula.parse("(" + nested.repeat(2)));
  }
}
