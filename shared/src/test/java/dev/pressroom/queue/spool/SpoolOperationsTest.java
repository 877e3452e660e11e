package dev.pressroom.queue.spool;

import dev.pressroom.queue.Store;
import dev.pressroom.queue.StoreOperationsContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class SpoolOperationsTest extends StoreOperationsContract {
  @TempDir Path root;

  @Override
  protected Store open(Clock with) {
    return SpoolStore.open(root, with);
  }
}
