package dev.pressroom.queue;

/** A queue, whole. Safe for use by several threads. */
public interface Store
    extends SubmitStore, DispatchStore, InspectStore, OperateStore, ScheduleStore, AutoCloseable {

  /**
   * What the store itself keeps of its jobs, for readers that do not have their directories; null
   * for a store whose jobs' directories are all there is.
   */
  default ReadStore reading() {
    return null;
  }

  /** Lets go of files and connections; jobs stay. */
  @Override
  void close();
}
