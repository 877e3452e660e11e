package dev.pressroom.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.quartz.CronExpression;

/** When a schedule fires. To the second; immutable. */
sealed interface Times {

  /** The first fire after a moment; empty if there is none any more. */
  Optional<Instant> next(Instant after);

  /** In one line; another text is other times. */
  String text();

  /** As Quartz understands it. */
  record Cron(CronExpression expression, ZoneId zone) implements Times {
    @Override
    public Optional<Instant> next(Instant after) {
      return ask(afterFirstPass(after)).filter(fire -> fire.isAfter(after)).or(() -> ask(after));
    }

    private Optional<Instant> ask(Instant after) {
      return Optional.ofNullable(expression.getNextValidTimeAfter(Date.from(after)))
          .map(Date::toInstant);
    }

    /**
     * Of an hour that comes twice, Quartz fires in the second pass, but asked during the first it
     * takes the times that have passed on the clock to be over for the day.
     */
    private Instant afterFirstPass(Instant after) {
      ZoneOffsetTransition change =
          zone.getRules().getTransition(after.atZone(zone).toLocalDateTime());
      boolean firstPass =
          change != null && change.isOverlap() && after.isBefore(change.getInstant());
      return firstPass ? change.getInstant().minusSeconds(1) : after;
    }

    @Override
    public String text() {
      return "cron " + expression.getCronExpression() + " in " + zone;
    }
  }

  /**
   * At a moment, and at a fixed distance ever after, whatever clocks show.
   *
   * @param from the first fire
   */
  record Every(Duration distance, Instant from, String text) implements Times {
    @Override
    public Optional<Instant> next(Instant after) {
      if (after.isBefore(from)) {
        return Optional.of(from);
      }
      long fires = Duration.between(from, after).dividedBy(distance);
      return Optional.of(from.plus(distance.multipliedBy(fires + 1)));
    }
  }

  /** Those after the first moment, up to the second; for spans with few of them. */
  default List<Instant> between(Instant after, Instant upTo) {
    List<Instant> fires = new ArrayList<>();
    for (Optional<Instant> fire = next(after);
        fire.isPresent() && !fire.get().isAfter(upTo);
        fire = next(fire.get())) {
      fires.add(fire.get());
    }
    return fires;
  }

  /** The last after the first moment, up to the second, found by halving: the span may be years. */
  default Optional<Instant> lastBetween(Instant after, Instant upTo) {
    Optional<Instant> last = Optional.empty();
    long from = after.toEpochMilli();
    long to = upTo.toEpochMilli();
    while (from < to) {
      // From rounded down: the first probe is the beginning, so that no fire is passed over.
      long middle = last.isEmpty() ? from : from + (to - from) / 2;
      Optional<Instant> fire =
          next(Instant.ofEpochMilli(middle)).filter(found -> !found.isAfter(upTo));
      if (fire.isPresent()) {
        last = fire;
        from = fire.get().toEpochMilli();
      } else if (last.isEmpty()) {
        return last;
      } else {
        to = middle;
      }
    }
    return last;
  }
}
