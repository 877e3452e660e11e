package dev.pressroom.queue.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A network between a store and its server that fails when told to. */
public final class TcpProxy implements AutoCloseable {
  private final ServerSocket listening;
  private final int server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean losing;
  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean down;

  public TcpProxy(int server) throws IOException {
    this.server = server;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /**
   * The server's next answers get lost and the connection with them, but what is asked arrives. For
   * connections that are open by now.
   */
  void loseReplies() {
    losing = true;
  }

  /** No connection lives or can be made. */
  public void down() {
    down = true;
    open.forEach(TcpProxy::close);
  }

  /** How many connections were asked for while it was down. */
  public int refused() {
    return refused.get();
  }

  public void up() {
    down = false;
    losing = false;
  }

  private static void start(Runnable run) {
    Thread thread = new Thread(run, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        if (down) {
          refused.incrementAndGet();
          client.close();
          continue;
        }
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
        open.add(client);
        open.add(behind);
        start(() -> pump(client, behind, false));
        start(() -> pump(behind, client, true));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void pump(Socket from, Socket to, boolean replies) {
    byte[] buffer = new byte[65536];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (replies && losing) {
          break;
        }
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      // One end is gone; so is the other then.
    } finally {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    down();
  }
}
