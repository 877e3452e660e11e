package dev.pressroom.submitter;

import dev.pressroom.queue.jdbc.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2SubmitterTest extends DatabaseSubmitterContract {
  @TempDir Path folder;

  @Override
  TestDatabase create() {
    return TestDatabase.h2(folder);
  }
}
