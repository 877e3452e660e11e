package dev.pressroom.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A wholesale business in H2, made by code: some 340 customers, 60 products, 16,000 orders and
 * 50,000 order lines over two years. The same last day gives the same data, to the last digit.
 *
 * @param url a database that does not exist yet, in a form that creates it
 * @param lastDay of the two years
 * @param ownerPassword of its owner, {@code sa}
 * @param reportsPassword of the user {@code reports}, who may only SELECT
 */
public record DemoWarehouse(
    String url, LocalDate lastDay, String ownerPassword, String reportsPassword) {
  private static final long SEED = 20_261_121;
  private static final int ORDERS = 16_000;

  /** Of customers per unit of a country's weight. */
  private static final int CUSTOMERS = 6;

  /** Customers of one name are branches. */
  private static final List<String> BRANCHES = List.of("", " II", " III", " IV", " V", " VI");

  private static final List<String> GOODS =
      List.of(
          "Olive oil:6.40",
          "Sea salt:1.15",
          "Café crème:8.90",
          "Black tea:4.75",
          "Wildflower honey:7.20",
          "Feta:9.80",
          "Plum jam:3.10",
          "Rye crispbread:2.05",
          "Dried apricots:5.60",
          "Smoked paprika:2.95",
          "Buckwheat:1.80",
          "Dark chocolate:3.45",
          "Almonds:8.10",
          "Capers:4.20",
          "Sunflower seeds:1.60");

  /** With what a package of it costs, relative to the good's own price. */
  private static final List<String> PACKAGES =
      List.of("single:1.00", "case of 6:5.70", "case of 24:21.60", "pallet:160.00");

  /**
   * Makes tables, rows and the user {@code reports}. Takes a second or two.
   *
   * @throws SQLException if the database cannot be made, or holds a warehouse already
   */
  public void create() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, "sa", ownerPassword);
        Statement statement = connection.createStatement()) {
      statement.execute(schema());
      connection.setAutoCommit(false);
      Random random = new Random(SEED);
      int customers = customers(connection, random);
      List<BigDecimal> prices = products(connection, random);
      orders(connection, random, customers, prices);
      connection.commit();
      statement.execute(
          "CREATE USER reports PASSWORD '" + reportsPassword.replace("'", "''") + "'");
      statement.execute("GRANT SELECT ON SCHEMA PUBLIC TO reports");
    }
  }

  private static String schema() {
    try (InputStream stream = DemoWarehouse.class.getResourceAsStream("warehouse.sql")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int customers(Connection connection, Random random) throws SQLException {
    int id = 0;
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO customer VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      for (DemoCountry country : DemoCountry.ALL) {
        List<String> names = names(country);
        for (int i = 0; i < country.weight() * CUSTOMERS; i++) {
          insert.setInt(1, ++id);
          insert.setString(2, names.get(i % names.size()) + BRANCHES.get(i / names.size()));
          insert.setString(3, country.cities().get(random.nextInt(country.cities().size())));
          insert.setString(4, country.name());
          insert.setString(5, country.region());
          insert.setObject(6, lastDay.minusYears(2).minusDays(random.nextInt(4000)));
          insert.setBigDecimal(7, BigDecimal.valueOf(500L * (1 + random.nextInt(60))));
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
    return id;
  }

  private static List<String> names(DemoCountry country) {
    List<String> names = new ArrayList<>();
    for (String business : country.businesses()) {
      for (String family : country.families()) {
        names.add(family + " " + business);
      }
    }
    return names;
  }

  private static List<BigDecimal> products(Connection connection, Random random)
      throws SQLException {
    List<BigDecimal> prices = new ArrayList<>();
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO product VALUES (?, ?, ?, ?)")) {
      for (String good : GOODS) {
        for (String packaging : PACKAGES) {
          String[] parts = (good + ":" + packaging).split(":", 4);
          BigDecimal price =
              cents(new BigDecimal(parts[1]).multiply(new BigDecimal(parts[3])).doubleValue());
          prices.add(price);
          insert.setInt(1, prices.size());
          insert.setString(2, parts[0] + ", " + parts[2]);
          insert.setBigDecimal(3, price);
          insert.setInt(4, random.nextInt(900));
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
    return prices;
  }

  private void orders(Connection connection, Random random, int customers, List<BigDecimal> prices)
      throws SQLException {
    LocalDate firstDay = lastDay.minusYears(2).plusDays(1);
    long days = lastDay.toEpochDay() - firstDay.toEpochDay() + 1;
    try (PreparedStatement order =
            connection.prepareStatement("INSERT INTO orders VALUES (?, ?, ?)");
        PreparedStatement line =
            connection.prepareStatement("INSERT INTO order_line VALUES (?, ?, ?, ?, ?)")) {
      for (int id = 1; id <= ORDERS; id++) {
        // By the square: some customers order far more often than others.
        int customer = 1 + (int) (customers * Math.pow(random.nextDouble(), 2));
        order.setInt(1, id);
        order.setInt(2, 1 + (customer * 37) % customers);
        order.setObject(3, firstDay.plusDays((id - 1) * days / ORDERS));
        order.addBatch();
        int lines = 1 + random.nextInt(5) + random.nextInt(2) * random.nextInt(2);
        for (int number = 1; number <= lines; number++) {
          int product = random.nextInt(prices.size());
          line.setInt(1, id);
          line.setInt(2, number);
          line.setInt(3, product + 1);
          line.setInt(4, 1 + random.nextInt(24));
          // Up to a tenth off.
          line.setBigDecimal(
              5, cents(prices.get(product).doubleValue() * (1 - random.nextInt(11) / 100.0)));
          line.addBatch();
        }
        if (id % 1000 == 0) {
          order.executeBatch();
          line.executeBatch();
        }
      }
    }
  }

  private static BigDecimal cents(double amount) {
    return BigDecimal.valueOf(Math.round(amount * 100), 2);
  }
}
