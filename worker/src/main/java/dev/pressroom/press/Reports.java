package dev.pressroom.press;

import dev.pressroom.job.JobRequest;
import dev.pressroom.job.Masking;
import dev.pressroom.job.Outcome;
import dev.pressroom.report.Parameter;
import dev.pressroom.report.Report;
import dev.pressroom.report.ReportException;
import dev.pressroom.report.Suggestion;
import dev.pressroom.report.definition.Definition;
import dev.pressroom.report.definition.Definitions;
import dev.pressroom.report.definition.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Every report that can be run here: definitions, which count as soon as they are corrected, and
 * Java classes, looked for once, when no definition has the name that is asked for. A definition
 * therefore hides a Java report of its name. For one thread.
 */
public final class Reports {
  private final Path root;
  private final Set<String> formats;
  private final Plugins plugins;
  private final JarDigests jars = new JarDigests();
  private Path realRoot;
  private Definitions definitions;

  /**
   * A report that was found.
   *
   * @param report what to run
   * @param digest the SHA-256 of the definition's files or the plug-in's jars; null if it comes
   *     with Pressroom
   */
  public record Found(Report report, String digest) {

    /** What it may make at most of its own accord; a Java report's limits are the worker's. */
    Limits limits() {
      return report instanceof Definition definition ? definition.limits() : Limits.NONE;
    }

    /** What is told of it in outcomes. */
    public Outcome.Report version() {
      return new Outcome.Report(
          digest,
          report.parameters().stream().filter(Parameter::masked).map(Parameter::name).toList());
    }
  }

  /**
   * @param root of the definitions; need not be there
   * @param formats that definitions may offer
   * @param plugins with the Java classes
   */
  public Reports(Path root, Set<String> formats, Plugins plugins) {
    this.root = root;
    this.formats = Set.copyOf(formats);
    this.plugins = plugins;
  }

  /**
   * The report of that name.
   *
   * @throws ReportException permanent, if there is none, more than one, or a broken one
   */
  public Found find(String name) {
    return definition(name).orElseGet(() -> java(name));
  }

  private Found java(String name) {
    List<Plugin.Provided> found =
        plugins.reports().stream().filter(provided -> provided.name().equals(name)).toList();
    if (found.isEmpty()) {
      throw unknown(name);
    }
    if (found.size() > 1) {
      throw ReportException.permanent(
          "report \"%s\" is there more than once: %s; rename or remove all but one. Nothing was run."
              .formatted(
                  name, found.stream().map(Object::toString).collect(Collectors.joining(" and "))));
    }
    Report report = found.get(0).report();
    return new Found(report, jars.of(report.getClass()));
  }

  private Optional<Found> definition(String name) {
    // Asked first: to Definitions, that there is none is as much an error as that it is broken.
    if (root == null
        || !Files.exists(root.resolve(name.replace('.', '/')).resolve("report.yaml"))) {
      return Optional.empty();
    }
    try {
      Definition found = definitions().find(name);
      return Optional.of(new Found(found, found.digest()));
    } catch (IOException e) {
      throw ReportException.temporary("the definitions in " + root + " cannot be read: " + e, e);
    }
  }

  /** Those of the folder that the root leads to now: it may be a link that was changed. */
  private Definitions definitions() throws IOException {
    Path real = root.toRealPath();
    if (!real.equals(realRoot)) {
      definitions = Definitions.open(real, formats);
      realRoot = real;
    }
    return definitions;
  }

  /**
   * A job's values with those masked that its report masks today; all of them, if that report
   * cannot be read.
   */
  public Masking masking(JobRequest request) {
    try {
      return Masking.of(request, find(request.report()).version());
    } catch (ReportException e) {
      return Masking.of(request, (Outcome.Report) null);
    }
  }

  /** The names of all reports, sorted. */
  public List<String> names() {
    Set<String> names = new TreeSet<>();
    plugins.reports().forEach(provided -> names.add(provided.name()));
    try {
      if (root != null) {
        names.addAll(definitions().names());
      }
    } catch (IOException e) {
      // There is no such folder: then there are no definitions, which is what the caller is told.
      return List.copyOf(names);
    }
    return List.copyOf(names);
  }

  private ReportException unknown(String name) {
    List<String> names = names();
    String known =
        names.isEmpty()
            ? "there are no reports at all here; look at the worker's setting reports"
            : "there are: " + String.join(", ", names.subList(0, Math.min(names.size(), 50)));
    List<String> broken = plugins.problems();
    String faults =
        broken.isEmpty()
            ? ""
            : ". Java reports that could not be loaded: " + String.join("; ", broken);
    return ReportException.permanent(
        "report \"%s\" is unknown%s; %s%s. Nothing was run."
            .formatted(name, Suggestion.hint(name, names), known, faults));
  }
}
