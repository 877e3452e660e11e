package dev.pressroom.press;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Which version of a plug-in a Java report is of: the SHA-256 over its jars' names and bytes, in
 * their order. Each plug-in's are read once. For one thread.
 */
final class JarDigests {
  private final Map<List<Path>, String> digests = new HashMap<>();

  /** Null for a class that comes with Pressroom, or from no jar, or if a jar cannot be read. */
  String of(Class<?> report) {
    List<Path> jars = jars(report);
    if (jars.isEmpty() || jars.equals(jars(JarDigests.class))) {
      return null;
    }
    return digests.computeIfAbsent(jars, JarDigests::digest);
  }

  private static List<Path> jars(Class<?> type) {
    List<URL> urls = new ArrayList<>();
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (type.getClassLoader() instanceof URLClassLoader loader) {
      urls.addAll(List.of(loader.getURLs()));
    } else if (source != null && source.getLocation() != null) {
      urls.add(source.getLocation());
    }
    List<Path> jars = new ArrayList<>();
    for (URL url : urls) {
      try {
        Path jar = Path.of(url.toURI());
        if (Files.isRegularFile(jar)) {
          jars.add(jar);
        }
      } catch (URISyntaxException | RuntimeException e) {
        // Not a file: then it is no jar of a plug-in.
        continue;
      }
    }
    return jars;
  }

  private static String digest(List<Path> jars) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path jar : jars) {
        byte[] bytes = Files.readAllBytes(jar);
        digest.update(
            (jar.getFileName() + "\n" + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      return null;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
