package dev.pressroom.submitter;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads {@code progress.json}: a flat object with done, total, message and at. It is written by
 * whatever runs in the press, so it is bounded in every way; what is not as it should be is taken
 * for nothing said. Scalars of other names are passed over: a newer worker may say more.
 */
final class ProgressJson {
  /** A message of 300 characters, each escaped in full, twice over. */
  static final int LARGEST = 4_096;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1)
                  .maxStringLength(1_000)
                  .maxNameLength(50)
                  .maxNumberLength(20)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private ProgressJson() {}

  static Optional<JobProgress> read(byte[] json) {
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      long done = -1;
      long total = 0;
      String message = null;
      Instant at = null;
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = in.currentName();
        in.nextToken();
        switch (name) {
          case "done" -> done = in.getLongValue();
          case "total" -> total = in.getLongValue();
          case "message" -> message = in.getString();
          case "at" -> at = Instant.parse(in.getString());
          default -> in.skipChildren();
        }
      }
      return done < 0 || in.nextToken() != null
          ? Optional.empty()
          : Optional.of(new JobProgress(done, Math.max(0, total), message, at));
    } catch (JacksonException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
