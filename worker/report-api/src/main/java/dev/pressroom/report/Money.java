package dev.pressroom.report;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Objects;

/**
 * An amount that brings its own currency, for columns whose rows are not all in one.
 *
 * @param amount never null
 * @param currency an ISO 4217 code, such as {@code EUR}
 */
public record Money(BigDecimal amount, String currency) {
  /**
   * @throws IllegalArgumentException if the currency is not one of ISO 4217
   */
  public Money {
    Objects.requireNonNull(amount, "amount");
    checkCurrency(currency);
  }

  static Currency checkCurrency(String code) {
    try {
      return Currency.getInstance(Objects.requireNonNull(code, "currency"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"" + code + "\" is not a currency; use a code of ISO 4217 such as EUR or USD", e);
    }
  }
}
