package dev.pressroom.queue.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/** Sources as pools of the simplest kind, which look after nothing. */
final class Lending {
  private Lending() {}

  /** A pool of one connection. */
  static DataSource only(Connection connection) {
    Connection lent = connection(connection, "close", null);
    return source(() -> lent);
  }

  /** Its connections say that they are READ COMMITTED, whatever they are. */
  static DataSource unsuspected(DataSource source) {
    return source(
        () ->
            connection(
                source.getConnection(),
                "getTransactionIsolation",
                Connection.TRANSACTION_READ_COMMITTED));
  }

  private static DataSource source(Callable<Connection> connections) {
    return (DataSource)
        Proxy.newProxyInstance(
            Lending.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> connections.call());
  }

  /** One that answers one method by itself. */
  private static Connection connection(Connection real, String name, Object answer) {
    return (Connection)
        Proxy.newProxyInstance(
            Lending.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals(name)) {
                return answer;
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
