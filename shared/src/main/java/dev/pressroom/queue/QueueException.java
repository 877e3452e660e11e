package dev.pressroom.queue;

/** The store could not do it; nothing of what was asked has happened. Trying again may help. */
public class QueueException extends RuntimeException {
  public QueueException(String message) {
    super(message);
  }

  public QueueException(String message, Throwable cause) {
    super(message, cause);
  }
}
