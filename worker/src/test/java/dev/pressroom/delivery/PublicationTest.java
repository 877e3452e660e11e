package dev.pressroom.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.jobdir.LocalDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublicationTest {
  @TempDir Path root;

  @Test
  void whatAKilledWorkerWasCopyingIsSweptAfterAWhile() throws Exception {
    Path folder = Files.createDirectories(root.resolve("sales/2026"));
    Path growing = Files.createFile(folder.resolve(".01JD3Z8Q6VK9M2T5R7X0ABCDEF.tmp"));
    Path published = Files.createFile(folder.resolve("sales.csv"));
    Path foreign = Files.createFile(folder.resolve(".editor.tmp"));
    Publication publication = new Publication(root, new LocalDisk());
    publication.sweep(Instant.now());
    assertThat(growing).exists();
    publication.sweep(Instant.now().plus(Publication.ABANDONED_AFTER).plus(Duration.ofMinutes(1)));
    assertThat(growing).doesNotExist();
    assertThat(published).exists();
    assertThat(foreign).exists();
  }

  @Test
  void aRootThatIsNotThereIsSwept() throws Exception {
    new Publication(root.resolve("none"), new LocalDisk()).sweep(Instant.now());
    assertThat(root.resolve("none")).doesNotExist();
  }
}
