package dev.pressroom.submitter.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.JobState;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.jdbc.TestDatabase;
import dev.pressroom.submitter.Submitter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** The snippets that submit within a transaction, over a real database. */
class OrdersTest {
  @TempDir Path folder;

  private TestDatabase database;
  private Submitter submitter;

  @BeforeEach
  void open() throws SQLException {
    database = TestDatabase.h2(folder);
    submitter = Submitter.open(database.source(), "shop");
    try (Connection connection = database.source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table orders (number integer)");
    }
  }

  @AfterEach
  void close() {
    submitter.close();
    database.close();
  }

  private int orders() {
    return new JdbcTemplate(database.source())
        .queryForObject("select count(*) from orders", Integer.class);
  }

  @Test
  void byHand() throws SQLException {
    String id = new Orders(database.source(), submitter).place(4711);

    assertThat(submitter.find(id).orElseThrow().state()).isEqualTo(JobState.QUEUED);
    assertThat(orders()).isEqualTo(1);
  }

  @Configuration
  @EnableTransactionManagement
  static class Application {}

  @Test
  void inSpring() {
    try (var context = new AnnotationConfigApplicationContext()) {
      context.registerBean(Submitter.class, () -> submitter);
      context.registerBean(DataSource.class, database::source);
      context.registerBean(
          PlatformTransactionManager.class,
          () -> new DataSourceTransactionManager(context.getBean(DataSource.class)));
      context.register(Application.class, SpringOrders.class);
      context.refresh();
      SpringOrders orders = context.getBean(SpringOrders.class);
      String id = orders.place(1);
      new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
          .executeWithoutResult(
              status -> {
                orders.place(2);
                status.setRollbackOnly();
              });

      assertThat(submitter.list(JobFilter.newest(9)))
          .extracting(job -> job.id().text())
          .containsExactly(id);
      assertThat(orders()).isEqualTo(1);
    }
  }
}
