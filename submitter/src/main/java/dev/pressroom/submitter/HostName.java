package dev.pressroom.submitter;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine is called, for people who read job files; asked of the network last. */
final class HostName {
  private static final int LONGEST = 300;

  private HostName() {}

  /** Null if nobody can tell. */
  static String ofThisMachine() {
    String name = System.getenv("HOSTNAME");
    return usable(name) ? name : ofTheKernel();
  }

  private static String ofTheKernel() {
    try {
      String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
      return usable(name) ? name : ofTheNetwork();
    } catch (IOException e) {
      return ofTheNetwork();
    }
  }

  private static String ofTheNetwork() {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      return usable(name) ? name : null;
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** A strange name is no reason to refuse a job. */
  private static boolean usable(String name) {
    return name != null
        && !name.isBlank()
        && name.length() <= LONGEST
        && name.chars().noneMatch(Character::isISOControl);
  }
}
