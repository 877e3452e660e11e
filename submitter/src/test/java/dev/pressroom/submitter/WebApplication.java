package dev.pressroom.submitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@link HostProgram} as an application server runs it: in a class loader of its own, with its own
 * libraries, below what the server shares.
 */
final class WebApplication {
  private final List<Path> libraries;
  private final List<String> shared;
  private WeakReference<ClassLoader> loader;
  private Set<Thread> before;

  /**
   * @param libraries that it brings along besides the submitter
   * @param shared packages that are the server's, with a dot at the end
   */
  WebApplication(List<Path> libraries, List<String> shared) {
    this.libraries = libraries;
    this.shared = shared;
  }

  WebApplication deployAndUndeploy(String... arguments) throws Exception {
    before = threads();
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    List<URL> urls = new ArrayList<>();
    for (Path path : Child.own()) {
      if (!path.equals(Child.home(org.slf4j.Logger.class))) {
        urls.add(path.toUri().toURL());
      }
    }
    for (Path path : libraries) {
      urls.add(path.toUri().toURL());
    }
    try (URLClassLoader host =
        new URLClassLoader(urls.toArray(URL[]::new), new Server(shared, own))) {
      thread.setContextClassLoader(host);
      Class<?> program = host.loadClass(HostProgram.class.getName());
      assertThat(program.getClassLoader()).isSameAs(host);
      program.getMethod("main", String[].class).invoke(null, (Object) arguments);
      loader = new WeakReference<>(host);
    } finally {
      thread.setContextClassLoader(own);
    }
    return this;
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream().collect(Collectors.toSet());
  }

  /** A server that undeploys it must get its classes back, and no thread of it may live on. */
  void assertGone() {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(loader.get()).isNull();
              assertThat(threadsLeft()).isEmpty();
            });
  }

  /** Threads that were started meanwhile and live, by name; not the one that asks. */
  private List<String> threadsLeft() {
    return threads().stream()
        .filter(thread -> !before.contains(thread) && thread != Thread.currentThread())
        .map(Thread::getName)
        .toList();
  }

  /** What a server lets through of its own. */
  private static final class Server extends ClassLoader {
    private final List<String> shared;
    private final ClassLoader from;

    Server(List<String> shared, ClassLoader from) {
      super(ClassLoader.getPlatformClassLoader());
      this.shared = shared;
      this.from = from;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (shared.stream().anyMatch(name::startsWith)) {
        return from.loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
