package dev.pressroom.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FailureTest {
  @Test
  void whatIsMissingIsEmpty() {
    Failure.Cause cause = new Failure.Cause(null, null, null);
    assertThat(cause).isEqualTo(new Failure.Cause("", "", ""));
    assertThat(new Failure(null, false, null, null, null).causes()).isEmpty();
    assertThat(Failure.causesOf(new IllegalStateException()).get(0).message()).isEmpty();
  }

  @Test
  void aMessageOfAnyLengthStaysReadable() {
    String endless = "a" + "\uD83D\uDE00".repeat(100_000);
    for (String message :
        List.of(
            Failure.of(endless, true).message(), new Failure.Cause("X", endless, "").message())) {
      assertThat(message.length()).isLessThanOrEqualTo(10_000);
      assertThat(message).startsWith("a\uD83D\uDE00").contains("200001 characters");
      assertThat(message).doesNotMatch("(?s).*[\uD800-\uDBFF](?![\uDC00-\uDFFF]).*");
      assertThat(Failure.of(message, true).message()).isEqualTo(message);
    }
  }
}
