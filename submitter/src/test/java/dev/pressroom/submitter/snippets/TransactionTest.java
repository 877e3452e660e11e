package dev.pressroom.submitter.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.submitter.RecordingSubmitter;
import dev.pressroom.submitter.Submitter;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** The snippets for Spring and for Quarkus, under the transaction managers that these have. */
class TransactionTest {
  private static final YearMonth MONTH = YearMonth.of(2026, 10);

  @TempDir Path root;

  private Submitter submitter;

  @BeforeEach
  void open() {
    submitter = Submitter.open("spool:" + root, "payroll");
  }

  @AfterEach
  void close() {
    submitter.close();
  }

  private JobState stateOf(String id) {
    return submitter.find(new JobId(id)).orElseThrow().state();
  }

  // Spring.

  @Configuration
  @EnableTransactionManagement
  static class Application {
    @Bean
    PlatformTransactionManager transactions() {
      return new NoDatabase();
    }
  }

  /** Spring's own protocol of a transaction, with nothing behind it. */
  private static final class NoDatabase extends AbstractPlatformTransactionManager {
    private static final long serialVersionUID = 1;

    private transient boolean begun;

    @Override
    protected Object doGetTransaction() {
      return this;
    }

    @Override
    protected boolean isExistingTransaction(Object transaction) {
      return begun;
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
      begun = true;
    }

    @Override
    protected void doCleanupAfterCompletion(Object transaction) {
      begun = false;
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {}

    @Override
    protected void doRollback(DefaultTransactionStatus status) {}
  }

  private AnnotationConfigApplicationContext spring() {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.registerBean(Submitter.class, () -> submitter);
    context.register(Application.class, SpringPayroll.class);
    context.refresh();
    return context;
  }

  @Test
  void afterSpringsCommitTheJobRuns() {
    try (var context = spring()) {
      String id = context.getBean(SpringPayroll.class).close(MONTH);
      assertThat(stateOf(id)).isEqualTo(JobState.QUEUED);
    }
  }

  @Test
  void duringSpringsTransactionItWaitsAndARollbackTakesItAway() {
    AtomicReference<String> id = new AtomicReference<>();
    try (var context = spring()) {
      TransactionTemplate template =
          new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
      template.executeWithoutResult(
          status -> {
            id.set(context.getBean(SpringPayroll.class).close(MONTH));
            assertThat(stateOf(id.get())).isEqualTo(JobState.PREPARED);
            status.setRollbackOnly();
          });
      assertThat(submitter.find(id.get())).isEmpty();
      assertThat(submitter.prepared()).isEmpty();
    }
  }

  @Test
  void springClosesItsSubmitter() {
    RecordingSubmitter recording = new RecordingSubmitter();
    try (var context = new AnnotationConfigApplicationContext()) {
      context.registerBean(Submitter.class, () -> recording);
      context.refresh();
    }
    assertThatThrownBy(recording::prepared).hasMessageContaining("was closed");
  }

  // Quarkus: its transaction manager is Narayana.

  @SuppressWarnings("UnnecessaryAssignment") // stands in for the container
  private QuarkusPayroll quarkus() {
    System.setProperty("ObjectStoreEnvironmentBean.objectStoreDir", root.resolve("tx").toString());
    QuarkusPayroll payroll = new QuarkusPayroll();
    payroll.submitter = submitter;
    payroll.transaction =
        new com.arjuna.ats.internal.jta.transaction.arjunacore
            .TransactionSynchronizationRegistryImple();
    return payroll;
  }

  @Test
  void afterQuarkusesCommitTheJobRuns() throws Exception {
    QuarkusPayroll payroll = quarkus();
    var transactions = com.arjuna.ats.jta.TransactionManager.transactionManager();
    transactions.begin();
    String id = payroll.close(MONTH);
    assertThat(stateOf(id)).isEqualTo(JobState.PREPARED);
    transactions.commit();
    assertThat(stateOf(id)).isEqualTo(JobState.QUEUED);
  }

  @Test
  void afterQuarkusesRollbackItWasNeverThere() throws Exception {
    QuarkusPayroll payroll = quarkus();
    var transactions = com.arjuna.ats.jta.TransactionManager.transactionManager();
    transactions.begin();
    String id = payroll.close(MONTH);
    transactions.rollback();
    assertThat(submitter.find(id)).isEmpty();
    assertThat(submitter.prepared()).isEmpty();
  }
}
