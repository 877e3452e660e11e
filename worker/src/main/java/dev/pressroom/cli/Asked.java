package dev.pressroom.cli;

import dev.pressroom.job.JobRequest;
import dev.pressroom.job.OutputRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say what the report is to show, and in which form. */
final class Asked {
  static final String HEADING = "%nWhat is to be made:%n";

  @Option(
      names = {"-p", "--parameter"},
      paramLabel = "NAME=VALUE",
      description = {
        "A parameter; several of one name are a list. NAME:=VALUE takes the value as JSON, such as"
            + " ids:=[7]."
      })
  private List<String> parameters = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT[:NAME]",
      description = {"A file, such as pdf or csv:october; several make several. Without it: pdf."})
  private List<String> outputs = new ArrayList<>();

  @Option(names = "--as-of", paramLabel = "MOMENT", description = "What \"today\" means.")
  private Instant asOf;

  @Option(
      names = "--locale",
      paramLabel = "TAG",
      description = "Of numbers and dates, such as de-CH.")
  private Locale locale;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Of days and times, such as Europe/Zurich.")
  private ZoneId zone;

  @Option(names = "--tenant", paramLabel = "NAME", description = "On behalf of this tenant.")
  private String tenant;

  @Option(names = "--user", paramLabel = "NAME", description = "On behalf of this user.")
  private String user;

  /** The request for a report, to which more may be added. */
  JobRequest.Builder request(String report) {
    JobRequest.Builder to = JobRequest.of(report);
    Values.parse(parameters).forEach(to::parameter);
    for (String output : outputs) {
      int colon = output.indexOf(':');
      to.output(
          colon < 0
              ? OutputRequest.of(output)
              : new OutputRequest(
                  output.substring(0, colon), output.substring(colon + 1), Map.of()));
    }
    to.principal(tenant, user);
    if (locale != null) {
      to.locale(locale);
    }
    if (zone != null) {
      to.timeZone(zone);
    }
    if (asOf != null) {
      to.asOf(asOf);
    }
    return to;
  }
}
