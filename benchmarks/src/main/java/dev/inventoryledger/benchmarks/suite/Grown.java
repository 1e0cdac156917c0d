package dev.inventoryledger.benchmarks.suite;

import dev.inventoryledger.Availability;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.Sku;
import dev.inventoryledger.benchmarks.Postgres;
import dev.inventoryledger.spi.Codec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A shop of years: a million SKUs, each received ten times, in tables and indexes as large as that makes them. It is written by plain SQL,
 * because selling ten million times would take an hour; its facts are of the usual length and mean nothing, so that it cannot be audited.
 */
final class Grown implements AutoCloseable {
    static final int MANY = 1_000_000;

    /** As many as are sold, each received once. */
    static final int FEW = 10_000;

    private static final int RECEIPTS = 10;
    private static final int AT_ONCE = 50_000;

    private static final int CALLERS = 256;
    private static final int WARM_UP_SECONDS = 30;
    private static final int SECONDS = 12;
    private static final int PAGE = 1_000;
    private static final int PAGES = 300;

    private static final String SECONDARY = "select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid)"
            + " as definition from pg_index i join pg_class t on t.oid = i.indrelid"
            + " where t.relname in ('inventory_entry', 'inventory_posting', 'inventory_level') and not i.indisprimary";

    private final int skus;
    private long granted;
    private final Postgres postgres = Postgres.start();
    private final InventoryLedger ledger =
            InventoryLedger.over(postgres.store()).build();

    Grown(int skus) throws SQLException {
        this.skus = skus;
        ledger.registerLocation(Location.of("A")).orElseThrow();
        postgres.execute("alter system set maintenance_work_mem = '1GB'");
        postgres.execute("select pg_reload_conf()");
        Map<String, String> indexes = indexes();
        indexes.keySet().forEach(name -> postgres.execute("drop index " + name));
        documents();
        int receipts = skus == MANY ? RECEIPTS : 1;
        levels(receipts);
        journal(receipts);
        indexes.values().forEach(postgres::execute);
        postgres.execute("vacuum analyze");
        postgres.execute("checkpoint");
    }

    private Map<String, String> indexes() throws SQLException {
        Map<String, String> indexes = new TreeMap<>();
        try (Connection connection = postgres.pool().getConnection();
                PreparedStatement statement = connection.prepareStatement(SECONDARY);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                indexes.put(rows.getString("name"), rows.getString("definition"));
            }
        }
        return indexes;
    }

    private void documents() throws SQLException {
        try (Connection connection = postgres.pool().getConnection();
                PreparedStatement statement = connection.prepareStatement("insert into inventory_document"
                        + " (tenant, kind, name, version, group_name, body)"
                        + " select '', 'ITEM', name, 1, '', body from unnest(?, ?) c(name, body)")) {
            for (int first = 0; first < skus; first += AT_ONCE) {
                int size = Math.min(AT_ONCE, skus - first);
                String[] names = new String[size];
                byte[][] bodies = new byte[size][];
                for (int i = 0; i < size; i++) {
                    names[i] = Postgres.sku(first + i);
                    bodies[i] = Codec.encode(Item.of(names[i], "Item"));
                }
                statement.setArray(1, connection.createArrayOf("varchar", names));
                statement.setArray(2, connection.createArrayOf("bytea", bodies));
                statement.executeUpdate();
            }
        }
    }

    private void levels(int receipts) {
        postgres.execute("insert into inventory_level"
                + " (tenant, sku, location, lot, version, on_hand, reserved, allocated, status, terms, changed_at)"
                + " select '', 'SKU' || s, 'A', '', " + receipts + ", " + Postgres.PLENTY
                + ", 0, 0, 'IN_STOCK', 'PLAIN', now()"
                + " from generate_series(0, " + (skus - 1) + ") s");
    }

    /** Round by round, as goods come: every SKU once, then every SKU again. */
    private void journal(int receipts) {
        long entries = (long) skus * receipts;
        long each = Postgres.PLENTY / receipts;
        postgres.execute("select setval('inventory_position', " + (entries + 10) + ")");
        String generated = " from generate_series(0, " + (entries - 1) + ") g";
        postgres.execute("insert into inventory_entry (position, tenant, type, command_id, content_high, content_low,"
                + " recorded_at, facts, digest_high, digest_low)"
                + " select g + 10, '', 'RECEIVE', lpad(to_hex(g / 1000), 8, '0') || '-0000-7000-8000-'"
                + " || substr(md5(g::text), 1, 12), g, g, now() - interval '1 year' + g * interval '1 millisecond',"
                + " decode(repeat('00', 60), 'hex'), g, g" + generated);
        postgres.execute("insert into inventory_posting (position, ordinal, tenant, sku, location, lot, version, type,"
                + " on_hand_before, reserved_before, allocated_before, on_hand_after, reserved_after, allocated_after,"
                + " effective_at, recorded_at)"
                + " select g + 10, 0, '', 'SKU' || g % " + skus + ", 'A', '', g / " + skus + " + 1, 'RECEIPT',"
                + " g / " + skus + " * " + each + ", 0, 0, (g / " + skus + " + 1) * " + each + ", 0, 0,"
                + " now() - interval '1 year' + g * interval '1 millisecond',"
                + " now() - interval '1 year' + g * interval '1 millisecond'" + generated);
    }

    /** Reservations a second, of so many SKUs, which stand all over the tables. A ledger remembers the rows of the few, and not of the many. */
    double reserving(int selling) throws InterruptedException {
        int step = skus / selling;
        Callers callers = new Callers(CALLERS, () -> {
            String sku = Postgres.sku(ThreadLocalRandom.current().nextInt(selling) * step);
            ledger.reserve(Line.of(sku, 1).at("A")).orElseThrow();
        });
        callers.rate(WARM_UP_SECONDS);
        double rate = callers.rate(SECONDS);
        granted += callers.end();
        postgres.requireGranted(granted, granted);
        return rate;
    }

    /** How long a page of the shop takes, in milliseconds: the ledger's answer, and the bare query's. */
    double[] pageMillis() throws SQLException {
        return new double[] {millis(this::page), millis(this::bareQuery)};
    }

    private interface Question {
        long unitsOf(List<String> skus) throws SQLException;
    }

    private static double millis(Question question) throws SQLException {
        long start = System.nanoTime();
        for (int i = 0; i < PAGES; i++) {
            Postgres.require(question.unitsOf(anySkus()), PAGE * Postgres.PLENTY, "units");
        }
        return (System.nanoTime() - start) / 1e6 / PAGES;
    }

    private static List<String> anySkus() {
        Set<String> skus = new HashSet<>();
        while (skus.size() < PAGE) {
            skus.add(Postgres.sku(ThreadLocalRandom.current().nextInt(MANY)));
        }
        return new ArrayList<>(skus);
    }

    private long page(List<String> skus) {
        Collection<Availability> answers =
                ledger.availability(skus.stream().map(Sku::new).toList()).values();
        return answers.stream()
                .mapToLong(answer -> answer.total().orElseThrow())
                .sum();
    }

    private long bareQuery(List<String> skus) throws SQLException {
        try (Connection connection = postgres.pool().getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select sku, sum(on_hand - reserved) from inventory_level where tenant = '' and sku = any(?) group by sku")) {
            statement.setArray(1, connection.createArrayOf("varchar", skus.toArray()));
            long sum = 0;
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    sum += rows.getLong(2);
                }
            }
            return sum;
        }
    }

    @Override
    public void close() {
        ledger.close();
        postgres.close();
    }
}
