package dev.pressroom.queue.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.queue.EveryMinute;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.ScheduleState;
import dev.pressroom.queue.ScheduleStoreContract;
import dev.pressroom.queue.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolScheduleTest extends ScheduleStoreContract {
  @TempDir Path root;
  @TempDir Path logs;

  @Override
  protected Store open(Clock with) {
    return SpoolStore.open(root, with);
  }

  @Test
  void fourProcessesOfManyThreadsThatSeeOneFireMakeOneJob() throws Exception {
    store.advance("busy", EveryMinute.called("busy"));
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(
          new ProcessBuilder(
                  Unix.java(
                      System.getProperty("java.class.path"),
                      ScheduleHand.class,
                      root.toString(),
                      "busy",
                      START.plus(Duration.ofMinutes(1)).toString(),
                      "25"))
              .redirectErrorStream(true)
              .redirectOutput(logs.resolve("hand-" + i).toFile())
              .start());
    }
    for (int i = 0; i < processes.size(); i++) {
      assertThat(processes.get(i).waitFor())
          .as(Files.readString(logs.resolve("hand-" + i)))
          .isZero();
    }

    assertThat(store.list(JobFilter.newest(9))).hasSize(1);
  }

  @Test
  void whatIsNoStateIsRefusedWithItsCureAndHidesNoOther() throws IOException {
    store.advance("good", EveryMinute.called("good"));
    store.advance("bad", EveryMinute.called("bad"));
    Path file = root.resolve("schedules/bad");
    String sound = Files.readString(file);
    for (String broken :
        List.of(
            "",
            "\0\0\0",
            sound.replace("since 2026", "since yesterday"),
            sound.replaceFirst("through .*", "through -"),
            sound.replace("state/1", "state/2"))) {
      Files.writeString(file, broken);

      assertThatThrownBy(() -> store.advance("bad", EveryMinute.called("bad")))
          .isInstanceOf(QueueException.class)
          .hasMessageContaining("schedules/bad")
          .hasMessageContaining("Move the file away");
      assertThat(store.schedules()).extracting(ScheduleState::name).containsExactly("good");
    }
    Files.delete(file);
    assertThat(store.advance("bad", EveryMinute.called("bad")).jobs()).isEmpty();
  }
}
