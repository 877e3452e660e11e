package dev.pressroom.job;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a host asks for: one report with its parameters, and how it is to be run. Immutable; made by
 * {@link #of}, which checks everything, so that a bad request never reaches a queue.
 */
public final class JobRequest {
  /** The queue of jobs that name none. */
  public static final String DEFAULT_QUEUE = "default";

  /** The priority of jobs that state none; 0 is first, 9 is last. */
  public static final int DEFAULT_PRIORITY = 5;

  /** How often a job is tried that does not say. */
  public static final int DEFAULT_ATTEMPTS = 3;

  private static final Pattern QUEUE = Pattern.compile("[a-z0-9-]{1,40}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
  private static final Duration LONGEST_TIMEOUT = Duration.ofDays(7);

  private final Builder asked;

  private JobRequest(Builder checked) {
    this.asked = checked;
  }

  /**
   * Begins a request.
   *
   * @param report the report's name, such as {@code finance.sales-by-country}
   * @throws IllegalArgumentException if it is no report's name
   */
  public static Builder of(String report) {
    return new Builder(JobId.checkReport(report));
  }

  /**
   * Checks a queue's name.
   *
   * @return the name
   * @throws IllegalArgumentException if it is none
   */
  public static String checkQueue(String queue) {
    if (!QUEUE.matcher(queue).matches()) {
      throw new IllegalArgumentException(
          "\"" + queue + "\" is not a queue's name; it is 1 to 40 of a-z, 0-9 and dash");
    }
    return queue;
  }

  public String report() {
    return asked.report;
  }

  /**
   * By name, in the order given. Values are {@link String}, {@link Long}, {@link
   * java.math.BigDecimal}, {@link Boolean}, null, or a {@link List} of those.
   */
  public Map<String, Object> parameters() {
    return asked.parameters;
  }

  /** What is to be made; never empty. */
  public List<OutputRequest> outputs() {
    return asked.outputs;
  }

  public String queue() {
    return asked.queue;
  }

  /** 0 (first) to 9 (last). */
  public int priority() {
    return asked.priority;
  }

  public Principal principal() {
    return asked.principal;
  }

  /** The host's own marks, to list jobs by. */
  public Map<String, String> labels() {
    return asked.labels;
  }

  /** The moment that "now" means in the report; that of submission if absent. */
  public Optional<Instant> asOf() {
    return Optional.ofNullable(asked.asOf);
  }

  /** The locale of formatted values; the worker's default if absent. */
  public Optional<Locale> locale() {
    return Optional.ofNullable(asked.locale);
  }

  /** The zone of dates and times; the worker's default if absent. */
  public Optional<ZoneId> timeZone() {
    return Optional.ofNullable(asked.timeZone);
  }

  /** The earliest moment to run; at once if absent. */
  public Optional<Instant> runAt() {
    return Optional.ofNullable(asked.runAt);
  }

  /** After this moment nobody needs the report: a claim then cancels it. */
  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(asked.expiresAt);
  }

  /** How long one attempt may take; the worker's default if absent. */
  public Optional<Duration> timeout() {
    return Optional.ofNullable(asked.timeout);
  }

  /** How many attempts are allowed. */
  public int attempts() {
    return asked.attempts;
  }

  public Backoff backoff() {
    return asked.backoff;
  }

  public Optional<UniqueKey> key() {
    return Optional.ofNullable(asked.key);
  }

  public List<Delivery> deliver() {
    return asked.deliver;
  }

  /** The name of the batch that the job belongs to. */
  public Optional<String> batch() {
    return Optional.ofNullable(asked.batch);
  }

  /** The W3C trace context of the request that made this job necessary. */
  public Optional<String> traceparent() {
    return Optional.ofNullable(asked.traceparent);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JobRequest request && asked.fields().equals(request.asked.fields());
  }

  @Override
  public int hashCode() {
    return asked.fields().hashCode();
  }

  /** Names the report only: parameters may be confidential. */
  @Override
  public String toString() {
    return "request for " + asked.report;
  }

  /** Collects a request. For use by one thread; {@link #build} may be called several times. */
  public static final class Builder {
    private final String report;
    private Map<String, Object> parameters = new LinkedHashMap<>();
    private List<OutputRequest> outputs = new ArrayList<>();
    private String queue = DEFAULT_QUEUE;
    private int priority = DEFAULT_PRIORITY;
    private Principal principal = Principal.NONE;
    private Map<String, String> labels = new TreeMap<>();
    private Instant asOf;
    private Locale locale;
    private ZoneId timeZone;
    private Instant runAt;
    private Instant expiresAt;
    private Duration timeout;
    private int attempts = DEFAULT_ATTEMPTS;
    private Backoff backoff = Backoff.DEFAULT;
    private UniqueKey key;
    private List<Delivery> deliver = new ArrayList<>();
    private String batch;
    private String traceparent;

    private Builder(String report) {
      this.report = report;
    }

    private Builder(Builder other) {
      this(other.report);
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(other.parameters));
      outputs =
          other.outputs.isEmpty() ? List.of(OutputRequest.of("pdf")) : List.copyOf(other.outputs);
      queue = other.queue;
      priority = other.priority;
      principal = other.principal;
      labels = Collections.unmodifiableMap(new TreeMap<>(other.labels));
      asOf = other.asOf;
      locale = other.locale;
      timeZone = other.timeZone;
      runAt = other.runAt;
      expiresAt = other.expiresAt;
      timeout = other.timeout;
      attempts = other.attempts;
      backoff = other.backoff;
      key = other.key;
      deliver = List.copyOf(other.deliver);
      batch = other.batch;
      traceparent = other.traceparent;
    }

    /**
     * Sets a parameter.
     *
     * @param value text, a number, a boolean, an enum, a {@code java.time} date, time, month or
     *     instant, null, or a collection or array of those. Decimals and instants arrive as they
     *     are; an offset or zoned time arrives as its instant.
     * @throws IllegalArgumentException if the value is of another kind
     */
    public Builder parameter(String name, Object value) {
      check(NAME.matcher(name).matches(), "parameter \"" + name + "\" is not a parameter's name");
      parameters.put(name, Values.normalise(name, value));
      check(parameters.size() <= 200, "a job has at most 200 parameters");
      return this;
    }

    /** Adds an output with the report's own name. Without any, a job asks for one PDF. */
    public Builder output(String format) {
      return output(OutputRequest.of(format));
    }

    /** Adds an output with a name of its own, without extension. */
    public Builder output(String format, String name) {
      return output(new OutputRequest(format, name, Map.of()));
    }

    public Builder output(OutputRequest output) {
      outputs.add(output);
      return this;
    }

    public Builder queue(String name) {
      queue = checkQueue(name);
      return this;
    }

    /** From 0 (first) to 9 (last). */
    public Builder priority(int value) {
      check(value >= 0 && value <= 9, "priority " + value + " is not 0 (first) to 9 (last)");
      priority = value;
      return this;
    }

    public Builder principal(String tenant, String user) {
      principal = new Principal(tenant, user);
      return this;
    }

    public Builder label(String name, String value) {
      check(LABEL.matcher(name).matches(), "label \"" + name + "\" is not a label's name");
      labels.put(name, Texts.check("label \"" + name + "\"", value, 200));
      check(labels.size() <= 50, "a job has at most 50 labels");
      return this;
    }

    public Builder asOf(Instant moment) {
      asOf = moment;
      return this;
    }

    public Builder locale(Locale value) {
      locale = value;
      return this;
    }

    public Builder timeZone(ZoneId zone) {
      timeZone = zone;
      return this;
    }

    public Builder runAt(Instant moment) {
      runAt = inRange("runAt", moment);
      return this;
    }

    public Builder expiresAt(Instant moment) {
      expiresAt = inRange("expiresAt", moment);
      return this;
    }

    public Builder timeout(Duration limit) {
      check(
          limit.compareTo(Duration.ofSeconds(1)) >= 0 && limit.compareTo(LONGEST_TIMEOUT) <= 0,
          "timeout " + limit + " is not between 1 second and 7 days");
      timeout = limit;
      return this;
    }

    public Builder attempts(int allowed) {
      check(allowed >= 1 && allowed <= 100, "attempts " + allowed + " is not 1 to 100");
      attempts = allowed;
      return this;
    }

    public Builder backoff(Backoff value) {
      backoff = value;
      return this;
    }

    public Builder key(UniqueKey value) {
      key = value;
      return this;
    }

    public Builder deliver(Delivery delivery) {
      deliver.add(delivery);
      return this;
    }

    /**
     * Also puts the files below the worker's published root, at this path and their extension.
     *
     * @see Delivery.Publish
     */
    public Builder publishAt(String path) {
      return deliver(new Delivery.Publish(path));
    }

    public Builder batch(String name) {
      batch = Texts.check("batch", name, 200);
      return this;
    }

    public Builder traceparent(String context) {
      check(
          TRACEPARENT.matcher(context).matches(),
          "traceparent \"" + context + "\" is not of the form 00-<32 hex>-<16 hex>-<2 hex>");
      traceparent = context;
      return this;
    }

    /**
     * The request.
     *
     * @throws IllegalArgumentException if its parts contradict each other
     */
    public JobRequest build() {
      Builder copy = new Builder(this);
      String leaf = report.substring(report.lastIndexOf('.') + 1);
      check(copy.outputs.size() <= 20, "a job has at most 20 outputs");
      check(copy.deliver.size() <= 20, "a job has at most 20 deliveries");
      Set<String> files = new HashSet<>();
      Set<String> formats = new HashSet<>();
      boolean publishes = copy.deliver.stream().anyMatch(Delivery.Publish.class::isInstance);
      for (OutputRequest output : copy.outputs) {
        String file = (output.name() == null ? leaf : output.name()) + "." + output.format();
        check(files.add(file), "two outputs are called " + file + "; give each a name of its own");
        check(
            formats.add(output.format()) || !publishes,
            "a job that is published at a path has one output of each format, and this one has two"
                + " of "
                + output.format());
        check(!output.format().equals("txt"), "txt is the extension of error files, not a format");
      }
      return new JobRequest(copy);
    }

    private static Instant inRange(String what, Instant moment) {
      check(
          moment.isAfter(Instant.EPOCH) && moment.isBefore(Instant.parse("9999-01-01T00:00:00Z")),
          what + " " + moment + " is not between the years 1970 and 9999");
      return moment;
    }

    private static void check(boolean holds, String otherwise) {
      if (!holds) {
        throw new IllegalArgumentException(otherwise);
      }
    }

    private List<Object> fields() {
      return Arrays.asList(
          report,
          parameters,
          outputs,
          queue,
          priority,
          principal,
          labels,
          asOf,
          locale,
          timeZone,
          runAt,
          expiresAt,
          timeout,
          attempts,
          backoff,
          key,
          deliver,
          batch,
          traceparent);
    }
  }
}
