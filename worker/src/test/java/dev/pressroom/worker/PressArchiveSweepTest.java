package dev.pressroom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which archives of a shared cache folder go, and which stay. */
final class PressArchiveSweepTest {
  @TempDir Path folder;

  private Path aged(Path path, Duration age) throws Exception {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(age)));
    return path;
  }

  private Path archive(String name, Duration age) throws Exception {
    return aged(Files.writeString(folder.resolve(name), "classes"), age);
  }

  private Path stage(String name, Duration age) throws Exception {
    Path stage = Files.createDirectory(folder.resolve(name));
    Files.writeString(stage.resolve("made.jsa"), "classes");
    return aged(stage, age);
  }

  @Test
  void whatNobodyHasUsedForLongGoesAndAllElseStays() throws Exception {
    Path unused = archive("press-0011.jsa", Duration.ofDays(31));
    Path used = archive("press-2233.jsa", Duration.ofDays(29));
    Path foreign = archive("notes.txt", Duration.ofDays(400));
    Path abandoned = stage(".stage-1", Duration.ofDays(2));
    Path growing = stage(".stage-2", Duration.ofHours(1));
    PressArchive.removeOld(folder);
    assertThat(unused).doesNotExist();
    assertThat(abandoned).doesNotExist();
    assertThat(used).exists();
    assertThat(growing).exists();
    assertThat(foreign).exists();
  }

  @Test
  void inAFolderThatOthersMayWriteToNothingIsRemoved() throws Exception {
    Path unused = archive("press-0011.jsa", Duration.ofDays(31));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    PressArchive.removeOld(folder);
    assertThat(unused).exists();
  }

  @Test
  void severalMaySweepAtOnce() throws Exception {
    for (int i = 0; i < 200; i++) {
      archive("press-" + i + ".jsa", Duration.ofDays(31));
    }
    Thread other = new Thread(() -> PressArchive.removeOld(folder));
    other.start();
    PressArchive.removeOld(folder);
    other.join();
    assertThat(folder).isEmptyDirectory();
  }
}
