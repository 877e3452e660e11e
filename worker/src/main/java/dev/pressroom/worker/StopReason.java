package dev.pressroom.worker;

/** Why a running attempt is stopped from outside. */
enum StopReason {
  /** Somebody asked for the job's end. */
  CANCELLED,
  /** The worker ends; the job goes back. */
  SHUTDOWN,
  /** The job belongs to another worker by now; nothing of it may be recorded. */
  LEASE_LOST
}
