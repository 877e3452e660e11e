package dev.pressroom.worker;

import dev.pressroom.job.JobRequest;
import dev.pressroom.queue.QueueException;
import dev.pressroom.submitter.Submitter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A host that places orders from several threads, each with its invoice's job in one transaction.
 * Every third is rolled back. It goes on whatever happens to its connections, with the next order.
 */
final class OrderingHost {
  private OrderingHost() {}

  /**
   * @param arguments the queue's URL, which is the host's database too; the first order's number;
   *     how many; from how many threads
   */
  public static void main(String[] arguments) throws InterruptedException {
    String url = arguments[0];
    int first = Integer.parseInt(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    int threads = Integer.parseInt(arguments[3]);
    try (Submitter submitter = Submitter.open(url, "shop")) {
      List<Thread> all = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int own = t;
        Thread thread =
            new Thread(
                () -> {
                  for (int order = first + own; order < first + count; order += threads) {
                    place(url, submitter, order);
                  }
                });
        thread.start();
        all.add(thread);
      }
      for (Thread thread : all) {
        thread.join();
      }
    }
  }

  private static void place(String url, Submitter submitter, int order) {
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("insert into orders (number) values (?)")) {
        insert.setInt(1, order);
        insert.executeUpdate();
      }
      submitter.submit(
          connection, JobRequest.of("test.quick").label("order", "" + order).output("csv").build());
      if (order % 3 == 0) {
        connection.rollback();
      } else {
        connection.commit();
        submitter.committed();
      }
    } catch (SQLException | QueueException e) {
      System.out.println("order " + order + ": " + e);
    }
  }
}
