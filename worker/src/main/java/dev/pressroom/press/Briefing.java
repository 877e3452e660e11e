package dev.pressroom.press;

import dev.pressroom.data.DataSourceSettings;
import dev.pressroom.render.Most;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/**
 * What a press must know to run jobs. Holds passwords: it travels over the protocol only, and has
 * no text form.
 *
 * @param reports the root of the definitions; null if there is none
 * @param versions where the worker keeps each version of a definition, to see which it has; null if
 *     nobody keeps them
 * @param dataSources those that reports may read
 * @param locale of jobs that state none
 * @param timeZone of jobs that state none
 * @param limits what no job may exceed
 */
public record Briefing(
    Path reports,
    Path versions,
    List<DataSourceSettings> dataSources,
    Locale locale,
    ZoneId timeZone,
    Limits limits) {

  public Briefing {
    dataSources = List.copyOf(dataSources);
  }

  /**
   * What no job may exceed.
   *
   * @param silence how long the worker may stay silent before the press ends; shorter than a lease
   * @param logBytes of an attempt's {@code press.log}; beginning and end are kept
   * @param retireShare how much of the heap may be in use after a job before the press is replaced,
   *     in percent
   * @param heap how large the heap is and which setting says so, for messages; may be empty
   * @param most of what a report may make
   */
  public record Limits(Duration silence, long logBytes, int retireShare, String heap, Most most) {

    /**
     * The message for a press whose memory is exhausted.
     *
     * @param said in Java's words, or null
     */
    public String outOfMemory(String said) {
      MemoryKind kind = MemoryKind.of(said);
      return "the report needs more memory than a press has: "
          + kind.words()
          + (said == null ? "" : " (" + said + ")")
          + (kind != MemoryKind.HEAP || heap.isEmpty() ? "" : ": " + heap)
          + ". "
          + kind.cure()
          + ".";
    }

    /** For a run by hand: nobody waits, and nobody talks. */
    public static final Limits BY_HAND =
        new Limits(Duration.ofDays(365), Long.MAX_VALUE, 100, "", Most.UNLIMITED);
  }

  /** The first line that a press hears. */
  public Line hello() {
    return Line.say("hello")
        .with("reports", reports)
        .with("versions", versions)
        .with("dataSources", dataSources.stream().map(SourceLine::fields).toList())
        .with("locale", locale.toLanguageTag())
        .with("timeZone", timeZone)
        .with("silenceMillis", limits.silence().toMillis())
        .with("logBytes", limits.logBytes())
        .with("retireShare", limits.retireShare())
        .with("heap", limits.heap())
        .with("maxRows", limits.most().rows().most())
        .with("maxPages", limits.most().pages().most())
        .with("maxBytes", limits.most().bytes().most());
  }

  static Briefing of(Line hello) {
    String reports = hello.textOrNull("reports");
    String versions = hello.textOrNull("versions");
    return new Briefing(
        reports == null ? null : Path.of(reports),
        versions == null ? null : Path.of(versions),
        hello.lines("dataSources").stream().map(SourceLine::read).toList(),
        Locale.forLanguageTag(hello.text("locale")),
        ZoneId.of(hello.text("timeZone")),
        new Limits(
            Duration.ofMillis(hello.number("silenceMillis")),
            hello.number("logBytes"),
            hello.integer("retireShare"),
            hello.text("heap"),
            Most.ofWorker(
                hello.number("maxRows"), hello.number("maxPages"), hello.number("maxBytes"))));
  }

  /** Nothing of what it holds. */
  @Override
  public String toString() {
    return "settings of a press with " + dataSources.size() + " data sources";
  }
}
