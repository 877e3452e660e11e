package dev.pressroom.worker;

import com.sun.management.OperatingSystemMXBean;
import dev.pressroom.worker.config.PressSettings;
import java.lang.management.ManagementFactory;

/**
 * How much memory a worker and its presses may come to use, beside what there is.
 *
 * @param wanted bytes of all presses and the worker, with what Java takes beside the heap
 * @param there bytes that the machine has, or the container; 0 if that is not known
 */
record MemoryPlan(long wanted, long there) {
  /** Code, classes and stacks of a press, roughly. */
  private static final long BESIDE_THE_HEAP = 100L << 20;

  static MemoryPlan of(PressSettings presses) {
    long worker = Runtime.getRuntime().maxMemory() / 4;
    return new MemoryPlan(
        presses.count() * (presses.heap() + BESIDE_THE_HEAP) + worker + BESIDE_THE_HEAP,
        ofThisMachine());
  }

  /** Java looks at the limits of a container, too, whichever kind of control group has them. */
  private static long ofThisMachine() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }

  boolean fits() {
    return there <= 0 || wanted <= there;
  }

  /** Less than a fifth is left for the system and its cache of files. */
  boolean isTight() {
    return there > 0 && wanted > there - there / 5;
  }

  String words(PressSettings presses) {
    return "presses.count=%d of presses.heap=%dm come to about %dm with the worker and what Java takes beside the heap, and there are %dm"
        .formatted(presses.count(), presses.heap() >> 20, wanted >> 20, there >> 20);
  }
}
