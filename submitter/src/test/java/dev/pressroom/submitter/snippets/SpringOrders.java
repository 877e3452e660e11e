package dev.pressroom.submitter.snippets;

import dev.pressroom.job.JobRequest;
import dev.pressroom.submitter.Submitter;
import java.sql.Connection;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

// README
@Service
public class SpringOrders {
  private final DataSource dataSource;
  private final Submitter submitter; // Submitter.open(dataSource, "shop")

  public SpringOrders(DataSource dataSource, Submitter submitter) {
    this.dataSource = dataSource;
    this.submitter = submitter;
  }

  @Transactional
  public String place(int order) {
    new JdbcTemplate(dataSource).update("insert into orders (number) values (?)", order);
    Connection connection = DataSourceUtils.getConnection(dataSource); // the transaction's own
    try {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              submitter.committed();
            }
          });
      return submitter
          .submit(connection, JobRequest.of("finance.invoice").parameter("order", order).build())
          .id()
          .text();
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }
}
// end
