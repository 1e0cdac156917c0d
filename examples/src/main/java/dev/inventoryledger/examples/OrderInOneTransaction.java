package dev.inventoryledger.examples;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Location;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.jdbc.JdbcStockStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The shop's order row and the reservation in one transaction: one order commits both, one rolls both back. */
public final class OrderInOneTransaction {
    private static final int MOST_TRIES = 10;

    private final HikariDataSource pool;
    private final JdbcStockStore store;
    private final InventoryLedger ledger;

    private OrderInOneTransaction() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:shop");
        pool = new HikariDataSource(config);
        store = JdbcStockStore.builder(pool).createSchema().build();
        ledger = InventoryLedger.over(store).build();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table shop_order (id varchar(20) primary key, customer varchar(100))");
        }
    }

    public static void main(String[] args) throws SQLException {
        new OrderInOneTransaction().run();
    }

    private void run() throws SQLException {
        ledger.registerLocation(Location.of("STORE")).orElseThrow();
        ledger.registerItem(Item.of("TEA", "Green tea")).orElseThrow();
        ledger.receive("TEA", "STORE", 10).orElseThrow();
        place("A-1", "Ada", 3);
        show("A-1 was placed");
        try {
            place("A-2", "nobody whom the shop sells to", 4);
        } catch (IllegalStateException refused) {
            show("A-2 was refused (" + refused.getMessage() + ")");
        }
        System.out.println(ledger.audit().summary());
        ledger.close();
        pool.close();
    }

    /** At READ COMMITTED a conflict is rare; where the transaction has to be tried again, it is from its start. */
    private void place(String order, String customer, long quantity) throws SQLException {
        for (int tries = 1; true; tries++) {
            try {
                placeOnce(order, customer, quantity);
                return;
            } catch (RetryableStoreException conflict) {
                if (tries == MOST_TRIES) {
                    throw conflict;
                }
            }
        }
    }

    private void placeOnce(String order, String customer, long quantity) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                insertOrder(connection, order, customer);
                ledger.joining(store.on(connection))
                        .execute(Reserve.of("TEA", quantity).as(order).forOrder(order))
                        .orElseThrow();
                requireWelcome(customer);
                connection.commit();
            } finally {
                // After a commit there is nothing to roll back.
                connection.rollback();
            }
        }
    }

    private static void insertOrder(Connection connection, String order, String customer) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into shop_order (id, customer) values (?, ?)")) {
            insert.setString(1, order);
            insert.setString(2, customer);
            insert.executeUpdate();
        }
    }

    private static void requireWelcome(String customer) {
        if (customer.startsWith("nobody")) {
            throw new IllegalStateException("payment declined");
        }
    }

    private void show(String event) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from shop_order")) {
            count.next();
            System.out.printf(
                    "%s: %d order rows, %d reservations, %d of 10 available%n",
                    event,
                    count.getInt(1),
                    ledger.reservations(ReservationQuery.all()).size(),
                    ledger.level("TEA", "STORE").available());
        }
    }
}
