package dev.pressroom.worker;

import dev.pressroom.queue.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A real store, some of whose calls are refused before they reach it. */
final class TroubledStore {
  private TroubledStore() {}

  /** Throws if a call is to be refused. */
  interface Trouble {
    void before(String method, Object[] arguments);
  }

  static Store over(Store store, Trouble trouble) {
    return (Store)
        Proxy.newProxyInstance(
            TroubledStore.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              trouble.before(method.getName(), arguments);
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
