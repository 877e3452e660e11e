package dev.pressroom.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A network between a driver and its database that can be brought to misbehave. */
final class Wire implements AutoCloseable {
  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final int target;
  private volatile long delayMillis;
  private volatile boolean silent;

  /**
   * @param target port of the database; 0 for nobody, who accepts and never answers
   */
  Wire(int target) throws IOException {
    this.target = target;
    start(this::accept);
  }

  private void start(Runnable task) {
    Thread thread = new Thread(task, "wire");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listening.getLocalPort();
  }

  /** How many were accepted. */
  int connections() {
    return sockets.size();
  }

  /** What comes next is passed on so much later. */
  void delay(long millis) {
    delayMillis = millis;
  }

  /** From now on nothing is passed on, and nothing is refused. */
  void goSilent() {
    silent = true;
  }

  /** Cuts all that there is. */
  void cut() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        sockets.add(client);
        if (target != 0) {
          Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
          sockets.add(server);
          start(() -> pass(client, server));
          start(() -> pass(server, client));
        }
      }
    } catch (IOException e) {
      silent = true;
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] bytes = new byte[8192];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        long late = delayMillis;
        delayMillis = 0;
        Thread.sleep(late);
        if (!silent) {
          out.write(bytes, 0, read);
        }
      }
    } catch (IOException e) {
      // Cut, as asked, or ended by one side.
      silent = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cut();
  }
}
