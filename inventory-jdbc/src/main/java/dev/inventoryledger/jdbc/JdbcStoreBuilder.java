package dev.inventoryledger.jdbc;

import dev.inventoryledger.StockStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Sets a {@link JdbcStockStore} up; every setting has a sensible default. Not safe for use by several threads. */
public final class JdbcStoreBuilder {
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-z_][a-z0-9_]{0,30}");
    private static final int MAX_TENANT_LENGTH = 100;
    private static final Duration LONGEST_GRACE = Duration.ofDays(3_660);
    private static final int MOST_TRIES = 20;

    private final DataSource dataSource;
    private Optional<Dialect> dialect = Optional.empty();
    private String schema = "";
    private String prefix = "inventory_";
    private String tenant = "";
    private Duration closingGapsAfter = Duration.ofSeconds(1);
    private boolean creates;
    private boolean listens;

    JdbcStoreBuilder(DataSource dataSource) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
    }

    /**
     * {@return this, for an engine; by default the database says which one it is}
     *
     * @param newDialect which engine
     */
    public JdbcStoreBuilder dialect(Dialect newDialect) {
        dialect = Optional.of(Objects.requireNonNull(newDialect, "dialect"));
        return this;
    }

    /**
     * {@return this, with its tables in a schema that exists; by default in the connection's own}
     *
     * @param name its name: 1 to 31 lower-case letters, digits and underscores, and no digit first
     * @throws IllegalArgumentException if it is none
     */
    public JdbcStoreBuilder schema(String name) {
        schema = plain("schema", name) + ".";
        return this;
    }

    /**
     * {@return this, with another beginning for the names of its tables; by default {@code inventory_}}
     *
     * @param newPrefix how they begin: 1 to 31 lower-case letters, digits and underscores, and no digit first
     * @throws IllegalArgumentException if they could not begin so
     */
    public JdbcStoreBuilder tablePrefix(String newPrefix) {
        prefix = plain("tablePrefix", newPrefix);
        return this;
    }

    private static String plain(String field, String name) {
        if (!PLAIN_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(field
                    + ": must be 1 to 31 lower-case letters, digits and underscores, and no digit first, but was \""
                    + name + "\"");
        }
        return name;
    }

    /**
     * {@return this, bound to one tenant of several in the same tables; by default to a nameless one}
     *
     * @param name the tenant's name, 1 to 100 UTF-16 units, not blank, without control characters or unpaired surrogates
     * @throws IllegalArgumentException if the name is blank or too long
     */
    public JdbcStoreBuilder tenant(String name) {
        boolean isClean = name.codePoints()
                .noneMatch(each -> Character.isISOControl(each) || Character.getType(each) == Character.SURROGATE);
        if (name.isBlank() || name.length() > MAX_TENANT_LENGTH || !isClean) {
            throw new IllegalArgumentException(
                    "tenant: must be 1 to 100 characters, not blank, without control characters, but was \"" + name
                            + "\"");
        }
        tenant = name;
        return this;
    }

    /**
     * {@return this, with another patience for positions that a writer took and never filled; by default one second}
     *
     * @param grace how long readers of the journal wait before they close such a gap; at most 3,660 days
     * @throws IllegalArgumentException if it is negative or longer
     */
    public JdbcStoreBuilder closeGapsAfter(Duration grace) {
        if (grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0) {
            throw new IllegalArgumentException(
                    "grace: must be from 0 to " + LONGEST_GRACE.toDays() + " days, but was " + grace);
        }
        closingGapsAfter = grace;
        return this;
    }

    /**
     * {@return this, telling other processes of commits and listening for theirs; by default they look ten times a second} On PostgreSQL
     * only. A ledger that runs subscriptions or views then keeps one connection of the data source to itself.
     */
    public JdbcStoreBuilder listen() {
        listens = true;
        return this;
    }

    /**
     * {@return this, creating what is missing of its tables first; safe when several processes do so at once, on H2 when several threads
     * of one do}
     */
    public JdbcStoreBuilder createSchema() {
        creates = true;
        return this;
    }

    /** An engine that does not lock may find that somebody else has just made the same; the next try passes that by. */
    private static void create(Schema tables, Transactions transactions) {
        for (int tries = 1; true; tries++) {
            try {
                if (!tables.isCurrent(tables.version(transactions))) {
                    transactions.write(tables::create);
                }
                return;
            } catch (StockStoreException failed) {
                if (tries == MOST_TRIES) {
                    throw failed;
                }
            }
        }
    }

    /**
     * {@return the store}
     *
     * @throws IllegalStateException if the tables are not there, or of another version; the message says what to run
     * @throws IllegalArgumentException if no dialect is known for the database, it cannot keep every text exactly or shows what is not
     *     committed, or it is to {@link #listen} and cannot
     * @throws dev.inventoryledger.StockStoreException if the database fails
     */
    public JdbcStockStore build() {
        boolean commitsByItself;
        int isolation;
        Engine engine;
        try (Connection connection = dataSource.getConnection()) {
            commitsByItself = connection.getAutoCommit();
            isolation = connection.getTransactionIsolation();
            engine = Engine.of(dialect.isPresent() ? dialect.get() : Engine.detect(connection));
            engine.requireSound(connection);
            if (!commitsByItself) {
                connection.rollback();
            }
        } catch (SQLException failed) {
            throw new Faults(new H2()).beforeCommit(failed);
        }
        OwnTransactions transactions = new OwnTransactions(dataSource, new Faults(engine), commitsByItself, isolation);
        Names names = new Names(schema, prefix);
        Schema tables = new Schema(engine, names);
        if (creates) {
            create(tables, transactions);
        }
        tables.requireCurrent(transactions);
        if (listens && !(engine instanceof PostgreSql)) {
            throw new IllegalArgumentException("listen: the database has no LISTEN and NOTIFY");
        }
        Optional<Signal> signal =
                listens ? Optional.of(new Signal(dataSource, names, Signal::daemon)) : Optional.empty();
        Placing placing = new Placing(engine, names, tenant, transactions);
        Journal journal = new Journal(engine, names, transactions, placing, closingGapsAfter);
        return new JdbcStockStore(engine, names, tenant, transactions, journal, placing, signal);
    }
}
