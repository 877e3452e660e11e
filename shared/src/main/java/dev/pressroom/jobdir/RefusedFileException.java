package dev.pressroom.jobdir;

import java.io.IOException;

/** A file is there, but is not one that is read here: no regular file, or too large. */
public final class RefusedFileException extends IOException {
  RefusedFileException(String message) {
    super(message);
  }
}
