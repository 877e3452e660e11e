package dev.pressroom;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Imports run one way, from the command line down to the job. */
class ArchitectureTest {
  private static JavaClasses classes;

  /** For each part, the parts that it may know. What is not listed may be known by nobody else. */
  private static final Map<String, List<String>> MAY_KNOW = new LinkedHashMap<>();

  static {
    MAY_KNOW.put("job", List.of());
    MAY_KNOW.put("job.json", List.of("job"));
    MAY_KNOW.put("jobdir", List.of("job", "job.json"));
    MAY_KNOW.put("queue", List.of("job", "job.json", "jobdir"));
    MAY_KNOW.put("queue.spool", List.of("job", "job.json", "jobdir", "queue"));
    MAY_KNOW.put("queue.jdbc", List.of("job", "job.json", "jobdir", "queue"));
    MAY_KNOW.put(
        "submitter", List.of("job", "job.json", "jobdir", "queue", "queue.spool", "queue.jdbc"));
    MAY_KNOW.put("report", List.of());
    MAY_KNOW.put("yaml", List.of());
    MAY_KNOW.put("log", List.of());
    MAY_KNOW.put("notation", List.of("report"));
    MAY_KNOW.put("report.definition", List.of("report", "yaml", "notation"));
    MAY_KNOW.put("pdf", List.of());
    MAY_KNOW.put(
        "render",
        List.of("report", "render.pdf", "render.xlsx", "render.csv", "render.html", "render.json"));
    MAY_KNOW.put("render.pdf", List.of("report", "render", "pdf"));
    MAY_KNOW.put("render.xlsx", List.of("report", "render"));
    MAY_KNOW.put("render.csv", List.of("report", "render"));
    MAY_KNOW.put("render.html", List.of("report", "render"));
    MAY_KNOW.put("render.json", List.of("report", "render"));
    MAY_KNOW.put("data", List.of("report"));
    MAY_KNOW.put(
        "press",
        List.of("report", "report.definition", "render", "data", "job", "job.json", "jobdir"));
    MAY_KNOW.put("delivery", List.of("job", "job.json", "jobdir", "queue"));
    MAY_KNOW.put("worker.config", List.of("data", "report", "yaml", "notation"));
    MAY_KNOW.put(
        "schedule", List.of("job", "queue", "report", "report.definition", "yaml", "notation"));
    MAY_KNOW.put(
        "worker",
        List.of(
            "log",
            "notation",
            "worker.config",
            "schedule",
            "delivery",
            "press",
            "render",
            "data",
            "job",
            "job.json",
            "jobdir",
            "queue",
            "queue.spool",
            "queue.jdbc",
            "submitter",
            "migration"));
    MAY_KNOW.put("migration", List.of("job", "queue", "queue.jdbc"));
    MAY_KNOW.put("demo", List.of("report", "submitter", "job"));
  }

  @BeforeAll
  static void readClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // The store contract comes as a jar, which that option takes for a program.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.pressroom");
  }

  @Test
  void eachPartKnowsOnlyWhatIsBelowIt() {
    MAY_KNOW.forEach(
        (part, known) -> {
          String[] foreign =
              MAY_KNOW.keySet().stream()
                  .filter(other -> !other.equals(part) && !known.contains(other))
                  .map(ArchitectureTest::name)
                  .toArray(String[]::new);
          noClasses()
              .that()
              .resideInAPackage(name(part))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(foreign)
              .because("imports run one way")
              .check(classes);
        });
  }

  @Test
  void nothingKnowsTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage(name("cli"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(name("cli"))
        .check(classes);
  }

  @Test
  void everyPackageIsListed() {
    List<String> listed = MAY_KNOW.keySet().stream().map(ArchitectureTest::name).toList();
    classes()
        .should()
        .resideInAnyPackage(
            java.util.stream.Stream.concat(listed.stream(), java.util.stream.Stream.of(name("cli")))
                .toArray(String[]::new))
        .check(classes);
  }

  @Test
  void theJobKnowsNothingButJava() {
    classes()
        .that()
        .resideInAPackage(name("job"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", name("job"))
        .check(classes);
  }

  @Test
  void noPartsKnowEachOther() {
    slices()
        .matching(
            "dev.pressroom.(queue.*|report|yaml|data|press|worker|schedule|delivery|submitter|cli)")
        .should()
        .beFreeOfCycles()
        .check(classes);
  }

  @Test
  void onlyTheWiringNamesAConcreteStore() {
    noClasses()
        .that()
        .haveNameNotMatching(
            "dev\\.pressroom\\.(worker\\.Stores.*|cli\\.(Setting|SchemaCommand.*)|migration\\.Migrator|submitter\\.Submitter|queue\\.(spool|jdbc)\\..*)")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(name("queue.spool"), name("queue.jdbc"))
        .check(classes);
  }

  private static String name(String part) {
    return "dev.pressroom." + part;
  }
}
