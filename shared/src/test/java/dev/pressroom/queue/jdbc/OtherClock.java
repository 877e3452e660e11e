package dev.pressroom.queue.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/** A PostgreSQL whose clock is an hour behind that of its clients. */
final class OtherClock {
  private OtherClock() {}

  static DataSource behind(DataSource source) {
    return as(DataSource.class, source);
  }

  private static <T> T as(Class<T> type, Object real) {
    return type.cast(
        Proxy.newProxyInstance(
            OtherClock.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                arguments[0] =
                    ((String) arguments[0])
                        .replaceAll(
                            "current_timestamp|statement_timestamp\\(\\)",
                            "(now() - interval '1 hour')");
              }
              try {
                Object got = method.invoke(real, arguments);
                return got instanceof Connection ? as(Connection.class, got) : got;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
