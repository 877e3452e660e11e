package dev.pressroom.job;

/** What is to be done with a settled job's files. Form 1 of a job knows {@link Publish} only. */
public sealed interface Delivery {

  /**
   * Put the files below the worker's published root: each artifact at {@code path} and its
   * extension, or the error file at {@code path} and {@code .txt}. A later success removes the
   * error file.
   *
   * @param path relative, of up to ten plain file names with {@code /} between them, without
   *     extension, such as {@code finance/2026-10/sales}
   */
  record Publish(String path) implements Delivery {
    public Publish {
      String[] names = path.split("/", -1);
      if (names.length > 10 || path.length() > 500) {
        throw new IllegalArgumentException(
            "deliver.path \"" + path + "\" is too long; at most 10 names and 500 characters");
      }
      for (String name : names) {
        OutputRequest.checkFileName("deliver.path", name);
      }
    }
  }
}
