package dev.pressroom.press;

/** Which Pressroom this is. */
public final class Version {
  /** From the program's own jar; {@code development} when run from classes. */
  public static final String CURRENT = current();

  private Version() {}

  private static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
