package dev.pressroom.cli;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Masking;
import dev.pressroom.job.json.JobJson;
import dev.pressroom.job.json.OutcomeJson;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.queue.Finding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One job as an archive that a colleague can read without Pressroom. For one thread. */
final class Parcel {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Contents contents;
  private final boolean parameters;
  private final boolean artifacts;
  private final String root;
  private final List<String> names = new ArrayList<>();

  /**
   * What goes in beside the job's own files.
   *
   * @param json the story, for programs
   * @param findings what the doctor says
   * @param definition that it ran with, or today's
   */
  record Contents(
      Story story,
      Map<String, Object> json,
      List<Finding> findings,
      Optional<KeptDefinition.Version> definition) {}

  /**
   * @param parameters whether to leave their values as they are
   * @param artifacts whether to add what was made
   */
  Parcel(Contents contents, boolean parameters, boolean artifacts) {
    this.contents = contents;
    this.parameters = parameters;
    this.artifacts = artifacts;
    this.root = contents.story().view().id().text();
  }

  /**
   * Writes it to a file that is not there yet.
   *
   * @return what is in it
   */
  List<String> write(Path file) throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
      text(zip, "story.json", JSON.writeValueAsString(contents.json()) + "\n");
      addJob(zip);
      if (contents.story().outcome() != null) {
        add(
            zip,
            "outcome.json",
            new ByteArrayInputStream(OutcomeJson.write(contents.story().outcome())));
      }
      if (contents.story().hasFiles()) {
        JobDirectory files = contents.story().files();
        for (int attempt : Story.numbers(files)) {
          addFolder(zip, files.attempt(attempt), "attempts/" + attempt + "/", true);
        }
        addFolder(zip, files.output(), "output/", artifacts);
      } else {
        addStored(zip, contents.story());
      }
      if (contents.definition().isPresent()) {
        for (Map.Entry<String, byte[]> entry : contents.definition().get().files().entrySet()) {
          add(zip, "definition/" + entry.getKey(), new ByteArrayInputStream(entry.getValue()));
        }
      }
      text(zip, "versions.json", JSON.writeValueAsString(versions()) + "\n");
      text(zip, "findings.txt", findings());
      text(zip, "README.txt", readme());
    }
    return List.copyOf(names);
  }

  private static Map<String, Object> versions() {
    return new LinkedHashMap<>(VersionCommand.versions());
  }

  private void addJob(ZipOutputStream zip) throws IOException {
    Story story = contents.story();
    if (parameters) {
      if (story.job() != null) {
        add(zip, "job.json", new ByteArrayInputStream(JobJson.write(story.job())));
      } else if (story.hasFiles()) {
        copy(zip, story.files().jobJson(), "job.json");
      }
    } else if (story.job() != null) {
      Masking masking = Masking.of(story.job().request(), story.report());
      add(zip, "job.json", new ByteArrayInputStream(JobJson.forPeople(story.job(), masking)));
    } else {
      text(
          zip,
          "job.json.txt",
          "job.json cannot be read and is left out, for it may hold confidential values;"
              + " --parameters adds it as it is.\n");
    }
  }

  /** What the store keeps of a job whose directory is on another machine. */
  private void addStored(ZipOutputStream zip, Story story) throws IOException {
    List<String> log = story.log(Integer.MAX_VALUE);
    if (!log.isEmpty()) {
      String text = String.join("\n", log) + "\n";
      text(zip, "attempts/" + story.lastAttempt() + "/press.log", text);
    }
    Optional<String> error = story.errorText();
    if (error.isPresent()) {
      text(zip, "output/error.txt", error.get());
    }
    if (artifacts && story.outcome() != null && story.outcome().produced() != null) {
      for (Artifact artifact : story.outcome().produced().artifacts()) {
        try (InputStream in = story.open(artifact)) {
          add(zip, "output/" + artifact.file(), in);
        } catch (NoSuchFileException e) {
          text(zip, "output/" + artifact.file() + ".txt", "No copy of it can be reached.\n");
        }
      }
    }
  }

  /** Regular files only; what is no text or log counts as an artifact. */
  private void addFolder(ZipOutputStream zip, Path folder, String as, boolean all)
      throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
      for (Path file : found) {
        String name = file.getFileName().toString();
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || name.startsWith(".")) {
          continue;
        }
        // Error files have no masked values in them.
        if (all || name.endsWith(".txt")) {
          copy(zip, file, as + name);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      // There is nothing of it yet.
      return;
    }
  }

  private void copy(ZipOutputStream zip, Path file, String as) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      add(zip, as, in);
    } catch (NoSuchFileException e) {
      // It moved on while it was packed.
      return;
    }
  }

  private void text(ZipOutputStream zip, String name, String text) throws IOException {
    add(zip, name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void add(ZipOutputStream zip, String name, InputStream content) throws IOException {
    zip.putNextEntry(new ZipEntry(root + "/" + name));
    content.transferTo(zip);
    zip.closeEntry();
    names.add(name);
  }

  private String findings() {
    if (contents.findings().isEmpty()) {
      return "The doctor found nothing about this job or the queue as a whole.\n";
    }
    StringBuilder text = new StringBuilder();
    for (Finding finding : contents.findings()) {
      DoctorCommand.lines(finding, Instant.now(), Terminal.NONE)
          .forEach(line -> text.append(line).append('\n'));
      text.append('\n');
    }
    return text.toString();
  }

  private String readme() {
    return """
        Job %s of Pressroom, packed at %s.

        story.json      all in one, for programs: state, why, attempts, artifacts
        job.json        what was asked%s
        outcome.json    what came of it, if it has ended
        attempts/N/     each attempt's own log (press.log), verdict and error
        output/         what was published%s; NAME.txt is the error file
        definition/     %s
        versions.json   of Pressroom, Java and the system where this was packed
        findings.txt    what pressroom doctor says of the job and of the queue as a whole

        Messages and logs are as they were written: a report may have put data into them.
        To run it again by hand, unpack it and: pressroom run --as-it-was %s
        If parameters are masked, it must have been packed with --parameters.
        """
        .formatted(
            root,
            StoryText.second(Instant.now()),
            parameters
                ? ""
                : contents.story().report() == null
                    ? "; values of all parameters are masked"
                    : "; masked parameters stay masked",
            artifacts ? "" : " (artifacts are left out)",
            contents
                .definition()
                .map(KeptDefinition.Version::note)
                .orElse("there is none: a Java report, or a definition that is gone"),
            root);
  }
}
