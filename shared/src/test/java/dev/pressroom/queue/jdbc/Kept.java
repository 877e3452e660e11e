package dev.pressroom.queue.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A source of one connection that is made before it is asked for, so that a test can spoil the
 * network between two statements. For use by one thread.
 */
final class Kept {
  private final DataSource source;
  private Connection connection;

  Kept(DataSource source) {
    this.source = source;
  }

  void connect() throws SQLException {
    connection = source.getConnection();
  }

  /** Gives out the connection that was made, once; then new ones. */
  DataSource asSource() {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getConnection") && connection != null) {
                Connection made = connection;
                connection = null;
                return made;
              }
              try {
                return method.invoke(source, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
