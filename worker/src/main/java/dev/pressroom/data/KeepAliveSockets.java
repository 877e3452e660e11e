package dev.pressroom.data;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Sockets that notice within two minutes that the other machine is gone, however long a statement
 * may run: after a minute of silence the system asks it, whatever the database is at. The usual
 * patience of systems is two hours. Named to the PostgreSQL driver, which makes one.
 */
public final class KeepAliveSockets extends SocketFactory {
  private static final int IDLE_SECONDS = 60;
  private static final int BETWEEN_SECONDS = 10;
  private static final int MOST_UNANSWERED = 6;

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new Socket();
    socket.setKeepAlive(true);
    set(socket, ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
    set(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, BETWEEN_SECONDS);
    set(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, MOST_UNANSWERED);
    return socket;
  }

  /** Where the system does not know the option, its own patience stays. */
  private static void set(Socket socket, SocketOption<Integer> option, int value)
      throws IOException {
    if (socket.supportedOptions().contains(option)) {
      socket.setOption(option, value);
    }
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw new IOException("a socket is made first and connected afterwards");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket(host.getHostAddress(), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }
}
