package dev.pressroom.report.definition;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.FunctionDictionaryIfc;
import com.ezylang.evalex.config.MapBasedFunctionDictionary;
import com.ezylang.evalex.config.MapBasedOperatorDictionary;
import com.ezylang.evalex.config.OperatorDictionaryIfc;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.basic.AbsFunction;
import com.ezylang.evalex.functions.basic.IfFunction;
import com.ezylang.evalex.functions.basic.MaxFunction;
import com.ezylang.evalex.functions.basic.MinFunction;
import com.ezylang.evalex.operators.InfixOperator;
import com.ezylang.evalex.operators.OperatorIfc;
import com.ezylang.evalex.operators.arithmetic.InfixDivisionOperator;
import com.ezylang.evalex.operators.arithmetic.InfixMinusOperator;
import com.ezylang.evalex.operators.arithmetic.InfixMultiplicationOperator;
import com.ezylang.evalex.operators.arithmetic.InfixPlusOperator;
import com.ezylang.evalex.operators.arithmetic.PrefixMinusOperator;
import com.ezylang.evalex.operators.booleans.InfixAndOperator;
import com.ezylang.evalex.operators.booleans.InfixEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixGreaterEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixGreaterOperator;
import com.ezylang.evalex.operators.booleans.InfixLessEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixLessOperator;
import com.ezylang.evalex.operators.booleans.InfixNotEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixOrOperator;
import com.ezylang.evalex.operators.booleans.PrefixNotOperator;
import com.ezylang.evalex.parser.ASTNode;
import com.ezylang.evalex.parser.ParseException;
import com.ezylang.evalex.parser.Token;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a computed column holds: arithmetic over the query's columns. Nothing in it can run for long
 * or grow large, whoever wrote it: there are no loops, powers or functions of unbounded size.
 *
 * <p>NULL in, NULL out, and a division by zero is NULL. Immutable; for any thread.
 */
final class Formula {
  private static final int LONGEST = 500;
  private static final int MOST_DECIMALS = 12;
  private static final int MOST_DIGITS = 100;
  private static final MathContext PRECISION = new MathContext(60, RoundingMode.HALF_UP);

  private static final ExpressionConfiguration LANGUAGE =
      ExpressionConfiguration.builder()
          .arraysAllowed(false)
          .structuresAllowed(false)
          .binaryAllowed(false)
          .implicitMultiplicationAllowed(false)
          .singleQuoteStringLiteralsAllowed(true)
          .stripTrailingZeros(false)
          .mathContext(PRECISION)
          .locale(Locale.ROOT)
          .defaultConstants(
              Map.of(
                  "TRUE", EvaluationValue.booleanValue(true),
                  "FALSE", EvaluationValue.booleanValue(false)))
          .operatorDictionary(operators())
          .functionDictionary(functions())
          .build();

  private final String source;
  private final Expression expression;
  private final Set<String> names;

  /** As in SQL, what is divided by zero is not known; the report goes on. */
  @InfixOperator(precedence = OperatorIfc.OPERATOR_PRECEDENCE_MULTIPLICATIVE)
  private static final class Division extends InfixDivisionOperator {
    @Override
    public EvaluationValue evaluate(Expression expression, Token token, EvaluationValue... operands)
        throws EvaluationException {
      EvaluationValue by = operands[1];
      if (by.isNumberValue() && by.getNumberValue().signum() == 0) {
        throw new DividedByZero(token);
      }
      return super.evaluate(expression, token, operands);
    }
  }

  private static final class DividedByZero extends EvaluationException {
    DividedByZero(Token token) {
      super(token, "division by zero");
    }
  }

  private static OperatorDictionaryIfc operators() {
    OperatorDictionaryIfc operators = new MapBasedOperatorDictionary();
    operators.addOperator("+", new InfixPlusOperator());
    operators.addOperator("-", new InfixMinusOperator());
    operators.addOperator("*", new InfixMultiplicationOperator());
    operators.addOperator("/", new Division());
    operators.addOperator("-", new PrefixMinusOperator());
    operators.addOperator("=", new InfixEqualsOperator());
    operators.addOperator("<>", new InfixNotEqualsOperator());
    operators.addOperator("!=", new InfixNotEqualsOperator());
    operators.addOperator("<", new InfixLessOperator());
    operators.addOperator("<=", new InfixLessEqualsOperator());
    operators.addOperator(">", new InfixGreaterOperator());
    operators.addOperator(">=", new InfixGreaterEqualsOperator());
    operators.addOperator("&&", new InfixAndOperator());
    operators.addOperator("||", new InfixOrOperator());
    operators.addOperator("!", new PrefixNotOperator());
    return operators;
  }

  private static FunctionDictionaryIfc functions() {
    FunctionDictionaryIfc functions = new MapBasedFunctionDictionary();
    functions.addFunction("IF", new IfFunction());
    functions.addFunction("MIN", new MinFunction());
    functions.addFunction("MAX", new MaxFunction());
    functions.addFunction("ABS", new AbsFunction());
    return functions;
  }

  private Formula(String source, Expression expression, Set<String> names) {
    this.source = source;
    this.expression = expression;
    this.names = names;
  }

  /**
   * @throws IllegalArgumentException if it is none
   */
  static Formula parse(String text) {
    return parse(text, text);
  }

  /**
   * @param source as it was written, for messages
   */
  static Formula parse(String text, String source) {
    if (text.isBlank() || text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "is empty or longer than %d characters; compute it in the SQL".formatted(LONGEST));
    }
    try {
      Expression expression = new Expression(text, LANGUAGE);
      for (ASTNode node : expression.getAllASTNodes()) {
        Token token = node.getToken();
        boolean literal = token.getType() == Token.TokenType.NUMBER_LITERAL;
        if (literal && !token.getValue().matches("[0-9]*\\.?[0-9]*")) {
          throw wrong(source, "write numbers without exponent", null);
        }
      }
      Set<String> names = new TreeSet<>();
      for (String name : expression.getUsedVariables()) {
        names.add(name.toLowerCase(Locale.ROOT));
      }
      return new Formula(source, expression, names);
    } catch (ParseException e) {
      throw wrong(source, "at character " + e.getStartPosition() + ": " + e.getMessage(), e);
    }
  }

  private static IllegalArgumentException wrong(String text, String what, Throwable cause) {
    return new IllegalArgumentException(
        "\"%s\" is not an expression, %s; it may have the query's columns, + - * /, comparisons, && || ! and IF, MIN, MAX, ABS"
            .formatted(text, what),
        cause);
  }

  /** The columns in it. */
  Set<String> names() {
    return names;
  }

  /** Ready to be computed by one thread. */
  Bound bound() {
    try {
      return new Bound(this, expression.copy());
    } catch (ParseException e) {
      throw new AssertionError("it was read before", e);
    }
  }

  /** For one thread. */
  static final class Bound {
    private final Formula formula;
    private final Expression expression;

    private Bound(Formula formula, Expression expression) {
      this.formula = formula;
      this.expression = expression;
    }

    /**
     * Its value with these columns.
     *
     * @return a number, text, truth, or null
     * @throws IllegalArgumentException if it cannot be computed
     */
    Object value(Function<String, Object> columns) {
      for (String name : formula.names) {
        Object value = columns.apply(name);
        if (value == null) {
          return null;
        }
        expression.with(name, plain(name, value));
      }
      try {
        return result(expression.evaluate());
      } catch (DividedByZero e) {
        return null;
      } catch (EvaluationException | ParseException | ArithmeticException e) {
        throw failed(e.getMessage(), e);
      }
    }

    private Object plain(String name, Object value) {
      if (value instanceof Double binary) {
        if (!Double.isFinite(binary)) {
          throw failed(name + " is " + binary, null);
        }
        return BigDecimal.valueOf(binary);
      }
      if (value instanceof Number || value instanceof String || value instanceof Boolean) {
        return value;
      }
      throw failed(
          "%s is a %s; it takes numbers, texts and truths, compute others in the SQL"
              .formatted(name, value.getClass().getSimpleName()),
          null);
    }

    private Object result(EvaluationValue value) {
      if (!value.isNumberValue()) {
        return value.getValue();
      }
      BigDecimal number = value.getNumberValue();
      long digits = (long) number.precision() - number.scale();
      if (digits > MOST_DIGITS) {
        throw failed("gives a number of more than " + MOST_DIGITS + " digits", null);
      }
      if (digits < -MOST_DIGITS) {
        return BigDecimal.ZERO;
      }
      return number.scale() > MOST_DECIMALS
          ? number.setScale(MOST_DECIMALS, RoundingMode.HALF_UP)
          : number;
    }

    private IllegalArgumentException failed(String why, Throwable cause) {
      return new IllegalArgumentException(
          "\"%s\" cannot be computed: %s".formatted(formula.source, why), cause);
    }
  }
}
