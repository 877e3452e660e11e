package dev.pressroom.queue;

/** A queue, whole. Safe for use by several threads. */
public interface Store
    extends SubmitStore, DispatchStore, InspectStore, OperateStore, ScheduleStore, AutoCloseable {

  /** Lets go of files and connections; jobs stay. */
  @Override
  void close();
}
