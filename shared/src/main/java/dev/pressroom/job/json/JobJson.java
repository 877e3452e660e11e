package dev.pressroom.job.json;

import dev.pressroom.job.Backoff;
import dev.pressroom.job.Delivery;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.Masking;
import dev.pressroom.job.OutputRequest;
import dev.pressroom.job.UniqueKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Form 1 of {@code job.json}. Its JSON Schema is the resource {@code job-1.schema.json} beside this
 * class. A submitter writes the lowest form that its request needs; a reader refuses unknown
 * fields.
 */
public final class JobJson {
  /** The value of the field {@code format}. */
  public static final String FORM = "pressroom/job/1";

  /** A larger file is refused unread, in bytes. */
  public static final int LARGEST = 1 << 20;

  private static final Pattern NEWER = Pattern.compile("pressroom/job/[1-9][0-9]{0,8}");

  private JobJson() {}

  /**
   * The job as UTF-8, indented for people.
   *
   * @throws IllegalArgumentException if it is larger than {@link #LARGEST}
   */
  public static byte[] write(Job job) {
    byte[] json = Writer.write(out -> write(out, job, Masking.of(job.request(), List.of())));
    if (json.length > LARGEST) {
      throw new IllegalArgumentException(
          "the job for "
              + job.request().report()
              + " has "
              + json.length
              + " bytes; at most "
              + LARGEST
              + " are allowed: hand over less, such as a key to the data instead of the data");
    }
    return json;
  }

  /**
   * The same for people to read, without the values of masked parameters, also where labels, key,
   * names and paths repeat them, however large: what was compact may grow when it is indented.
   */
  public static byte[] forPeople(Job job, Masking masking) {
    return Writer.write(out -> write(out, job, masking));
  }

  private static void write(Writer out, Job job, Masking masking) {
    JobRequest request = job.request();
    out.field("format", FORM);
    out.field("id", job.id());
    out.field("report", request.report());
    out.map("parameters", masking.parameters());
    out.objects("outputs", request.outputs(), output -> write(out, output, masking));
    out.field("queue", request.queue());
    out.field("priority", request.priority());
    if (request.principal().tenant() != null || request.principal().user() != null) {
      out.object(
          "principal",
          () -> {
            out.field("tenant", request.principal().tenant());
            out.field("user", request.principal().user());
          });
    }
    out.map("labels", masking.texts(request.labels()));
    out.field("asOf", request.asOf().orElse(null));
    out.field("locale", request.locale().map(Locale::toLanguageTag).orElse(null));
    out.field("timeZone", request.timeZone().map(ZoneId::getId).orElse(null));
    out.field("runAt", request.runAt().orElse(null));
    out.field("expiresAt", request.expiresAt().orElse(null));
    out.field("timeout", request.timeout().orElse(null));
    out.field("attempts", request.attempts());
    out.object(
        "backoff",
        () -> {
          out.field("first", request.backoff().first());
          out.field("most", request.backoff().most());
        });
    request.key().ifPresent(key -> out.object("key", () -> write(out, key, masking)));
    if (!request.deliver().isEmpty()) {
      out.objects("deliver", request.deliver(), delivery -> write(out, delivery, masking));
    }
    out.field("batch", request.batch().orElse(null));
    out.field("traceparent", request.traceparent().orElse(null));
    out.field("submittedAt", job.submittedAt());
    if (job.submittedBy() != null) {
      out.object(
          "submittedBy",
          () -> {
            out.field("application", job.submittedBy().application());
            out.field("host", job.submittedBy().host());
          });
    }
  }

  private static void write(Writer out, OutputRequest output, Masking masking) {
    out.field("format", output.format());
    out.field("name", masking.text(output.name()));
    out.map("options", output.options());
  }

  private static void write(Writer out, UniqueKey key, Masking masking) {
    out.field("value", masking.text(key.value()));
    out.field("kind", key.kind().text());
    out.field("keep", key.keep());
  }

  private static void write(Writer out, Delivery delivery, Masking masking) {
    if (delivery instanceof Delivery.Publish publish) {
      out.field("to", "published");
      out.field("path", masking.text(publish.path()));
    }
  }

  /**
   * Reads a job.
   *
   * @throws JobFormatException if it is not a job in form 1
   */
  public static Job read(byte[] json) throws JobFormatException {
    try (StrictReader in = StrictReader.of(json, LARGEST)) {
      return new Reading(in).job();
    }
  }

  /**
   * Reads what a program without this library asks for: form 1 without {@code id}, {@code
   * submittedAt} and {@code submittedBy}, which are given by whoever takes it in.
   *
   * @throws JobFormatException if it is not such a request
   */
  public static JobRequest readRequest(byte[] json) throws JobFormatException {
    try (StrictReader in = StrictReader.of(json, LARGEST)) {
      return new Reading(in).request();
    }
  }

  /** The fields as they come, in any order; put together at the end. */
  private static final class Reading {
    private final StrictReader in;
    private String form;
    private String id;
    private String report;
    private Instant submittedAt;
    private Job.SubmittedBy submittedBy;

    /** Needs the report's name, which may come later than any field. */
    private final Map<String, Setting> settings = new LinkedHashMap<>();

    private interface Setting {
      void apply(JobRequest.Builder builder);
    }

    Reading(StrictReader in) {
      this.in = in;
    }

    Job job() throws JobFormatException {
      in.document(fields());
      if (form == null) {
        throw in.missing("format");
      }
      if (id == null) {
        throw in.missing("id");
      }
      if (report == null) {
        throw in.missing("report");
      }
      if (submittedAt == null) {
        throw in.missing("submittedAt");
      }
      try {
        return new Job(new JobId(id), assembled(), submittedAt, submittedBy);
      } catch (IllegalArgumentException e) {
        throw new JobFormatException(e.getMessage(), e);
      }
    }

    JobRequest request() throws JobFormatException {
      Map<String, StrictReader.Field> fields = fields();
      for (String given : List.of("id", "submittedAt", "submittedBy")) {
        fields.put(
            given,
            () -> {
              throw in.wrong("is given by the worker that takes the job in; leave it out");
            });
      }
      in.document(fields);
      if (form == null) {
        throw in.missing("format");
      }
      if (report == null) {
        throw in.missing("report");
      }
      try {
        return assembled();
      } catch (IllegalArgumentException e) {
        throw new JobFormatException(e.getMessage(), e);
      }
    }

    private JobRequest assembled() {
      JobRequest.Builder builder = JobRequest.of(report);
      settings.values().forEach(setting -> setting.apply(builder));
      return builder.build();
    }

    private Map<String, StrictReader.Field> fields() {
      Map<String, StrictReader.Field> fields = new LinkedHashMap<>();
      fields.put("format", this::form);
      fields.put("id", () -> id = in.text());
      fields.put("report", () -> report = in.text());
      fields.put(
          "parameters",
          () -> {
            Map<String, Object> values = in.map(in::value);
            set("parameters", to -> values.forEach(to::parameter));
          });
      fields.put(
          "outputs",
          () -> {
            List<OutputRequest> outputs = in.list(20, this::output);
            set("outputs", to -> outputs.forEach(to::output));
          });
      text(fields, "queue", JobRequest.Builder::queue);
      fields.put(
          "priority",
          () -> {
            int value = in.integer();
            set("priority", to -> to.priority(value));
          });
      fields.put("principal", this::principal);
      fields.put(
          "labels",
          () -> {
            Map<String, String> labels = in.map(in::text);
            set("labels", to -> labels.forEach(to::label));
          });
      instant(fields, "asOf", JobRequest.Builder::asOf);
      text(fields, "locale", (to, text) -> to.locale(locale(text)));
      text(fields, "timeZone", (to, text) -> to.timeZone(zone(text)));
      instant(fields, "runAt", JobRequest.Builder::runAt);
      instant(fields, "expiresAt", JobRequest.Builder::expiresAt);
      fields.put(
          "timeout",
          () -> {
            Duration limit = in.duration();
            set("timeout", to -> to.timeout(limit));
          });
      fields.put(
          "attempts",
          () -> {
            int allowed = in.integer();
            set("attempts", to -> to.attempts(allowed));
          });
      fields.put("backoff", this::backoff);
      fields.put("key", this::key);
      fields.put(
          "deliver",
          () -> {
            List<Delivery> deliver = in.list(20, this::delivery);
            set("deliver", to -> deliver.forEach(to::deliver));
          });
      text(fields, "batch", JobRequest.Builder::batch);
      text(fields, "traceparent", JobRequest.Builder::traceparent);
      fields.put("submittedAt", () -> submittedAt = in.instant());
      fields.put("submittedBy", this::submittedBy);
      return fields;
    }

    private void set(String field, Setting setting) {
      settings.put(field, setting);
    }

    private interface Taking<T> {
      void take(JobRequest.Builder to, T value);
    }

    private void text(Map<String, StrictReader.Field> fields, String name, Taking<String> taking) {
      fields.put(
          name,
          () -> {
            String text = in.text();
            set(name, to -> taking.take(to, text));
          });
    }

    private void instant(
        Map<String, StrictReader.Field> fields, String name, Taking<Instant> taking) {
      fields.put(
          name,
          () -> {
            Instant moment = in.instant();
            set(name, to -> taking.take(to, moment));
          });
    }

    /** Looked at as soon as it is seen: a newer form may have fields that this one refuses. */
    private void form() throws JobFormatException {
      form = in.text();
      if (!form.equals(FORM)) {
        throw NEWER.matcher(form).matches()
            ? JobFormatException.newer(form, FORM)
            : in.wrong("is \"" + form + "\"; it must be " + FORM);
      }
    }

    private OutputRequest output() throws JobFormatException {
      String[] text = new String[2];
      Map<String, Object> options = new LinkedHashMap<>();
      in.object(
          Map.of(
              "format", () -> text[0] = in.text(),
              "name", () -> text[1] = in.text(),
              "options", () -> options.putAll(in.map(in::scalar))));
      return new OutputRequest(text[0], text[1], options);
    }

    private void principal() throws JobFormatException {
      String[] text = new String[2];
      in.object(Map.of("tenant", () -> text[0] = in.text(), "user", () -> text[1] = in.text()));
      set("principal", to -> to.principal(text[0], text[1]));
    }

    private void backoff() throws JobFormatException {
      Duration[] wait = {Backoff.DEFAULT.first(), Backoff.DEFAULT.most()};
      in.object(
          Map.of("first", () -> wait[0] = in.duration(), "most", () -> wait[1] = in.duration()));
      Backoff backoff = new Backoff(wait[0], wait[1]);
      set("backoff", to -> to.backoff(backoff));
    }

    private void key() throws JobFormatException {
      String[] text = new String[2];
      Duration[] keep = new Duration[1];
      in.object(
          Map.of(
              "value", () -> text[0] = in.text(),
              "kind", () -> text[1] = in.text(),
              "keep", () -> keep[0] = in.duration()));
      for (UniqueKey.Kind kind : UniqueKey.Kind.values()) {
        if (kind.text().equals(text[1])) {
          UniqueKey key = new UniqueKey(text[0], kind, keep[0]);
          set("key", to -> to.key(key));
          return;
        }
      }
      throw in.wrong("has the kind \"" + text[1] + "\"; write while-unfinished or once");
    }

    private Delivery delivery() throws JobFormatException {
      String[] text = new String[2];
      in.object(Map.of("to", () -> text[0] = in.text(), "path", () -> text[1] = in.text()));
      if (!"published".equals(text[0]) || text[1] == null) {
        throw in.wrong("must be {\"to\": \"published\", \"path\": \"…\"}");
      }
      return new Delivery.Publish(text[1]);
    }

    private void submittedBy() throws JobFormatException {
      String[] text = new String[2];
      in.object(
          Map.of("application", () -> text[0] = in.text(), "host", () -> text[1] = in.text()));
      submittedBy = new Job.SubmittedBy(text[0], text[1]);
    }

    private static Locale locale(String tag) {
      try {
        return new Locale.Builder().setLanguageTag(tag).build();
      } catch (IllformedLocaleException e) {
        throw new IllegalArgumentException(
            "locale \"" + tag + "\" is not a language tag; write one like de-CH", e);
      }
    }

    private static ZoneId zone(String id) {
      try {
        return ZoneId.of(id);
      } catch (java.time.DateTimeException e) {
        throw new IllegalArgumentException(
            "timeZone \"" + id + "\" is not known; write one like Europe/Zurich", e);
      }
    }
  }
}
