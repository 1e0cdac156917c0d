package dev.inventoryledger.examples;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Origin;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.command.Adjust;
import dev.inventoryledger.command.Adjustment;
import dev.inventoryledger.command.Confirm;
import dev.inventoryledger.command.Fulfil;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.command.StockLine;
import dev.inventoryledger.command.TakeBack;
import dev.inventoryledger.spi.StockStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Stream;

/** Sends a shop's documents through the ledger as commands and counts what became of them. */
final class Replay {
    private final ThreadLocal<Till> tills;
    private final long opening;
    private final Warehouses warehouses;
    private final Sourcing sourcing;
    private final LongAdder shipments = new LongAdder();
    private final DocumentCounts documents = new DocumentCounts();
    private final InvoiceSchedule schedule = new InvoiceSchedule();
    private Runnable beforeEach = () -> {};

    /** Where one thread sells: a ledger over the store that all share, and the time of the document at hand. */
    private record Till(InventoryLedger ledger, ReplayClock clock) {
        static Till over(StockStore store) {
            ReplayClock clock = new ReplayClock();
            return new Till(InventoryLedger.over(store).clock(clock).build(), clock);
        }
    }

    Replay(StockStore store, long opening, Warehouses warehouses, Optional<String> allocation) {
        tills = ThreadLocal.withInitial(() -> Till.over(store));
        this.opening = opening;
        this.warehouses = warehouses;
        sourcing = allocation.map(Sourcing.standard()::by).orElse(Sourcing.standard());
    }

    Warehouses warehouses() {
        return warehouses;
    }

    /** How many locations shipped, order by order. */
    long shipments() {
        return shipments.sum();
    }

    /** What is to be done before each document. */
    void beforeEach(Runnable action) {
        beforeEach = action;
    }

    /** This thread's ledger. */
    InventoryLedger ledger() {
        return tills.get().ledger();
    }

    private void standAt(Instant date) {
        tills.get().clock().standAt(date);
    }

    void run(List<Invoice> invoices, int threads) {
        if (!invoices.isEmpty()) {
            standAt(invoices.get(0).date());
            warehouses.register(ledger());
            schedule.run(invoices, threads, this::process);
            standAt(invoices.get(invoices.size() - 1).date());
        }
    }

    List<String> trackedSkus() {
        return schedule.firstRows()
                .filter(Invoice.Row::isTracked)
                .map(Invoice.Row::stockCode)
                .toList();
    }

    DocumentCounts documents() {
        return documents;
    }

    private void process(Invoice invoice, List<Invoice.Row> newCodes) {
        beforeEach.run();
        standAt(invoice.date());
        newCodes.forEach(this::open);
        documents.count(result(invoice));
    }

    private void open(Invoice.Row row) {
        Item item = Item.of(row.stockCode(), row.stockCode());
        ledger().registerItem(row.isTracked() ? item : item.withTracking(Tracking.UNTRACKED))
                .orElseThrow();
        if (row.isTracked()) {
            ledger().execute(new Receive(
                            Origin.random().because("opening stock"),
                            warehouses.opening(row.stockCode(), opening),
                            Optional.empty()))
                    .orElseThrow();
        }
    }

    private String result(Invoice invoice) {
        if (invoice.isReturn()) {
            return name(takeBack(invoice), "returns", "returns_rejected");
        }
        return invoice.isWriteOff()
                ? name(writeOff(invoice), "writeoffs_accepted", "writeoffs_rejected")
                : name(order(invoice), "orders_accepted", "orders_rejected");
    }

    private static String name(Optional<RejectionReason> rejection, String accepted, String rejected) {
        return rejection
                .map(reason -> reason == RejectionReason.COMMAND_ID_CONFLICT ? "documents_conflicting" : rejected)
                .orElse(accepted);
    }

    private Optional<RejectionReason> takeBack(Invoice invoice) {
        List<StockLine> lines = invoice.rows().stream()
                .map(row -> new StockLine(key(row), Math.abs(row.quantity())))
                .toList();
        return unlessTaken(
                invoice,
                "-return",
                origin -> ledger().execute(new TakeBack(origin, lines)).rejection());
    }

    private Optional<RejectionReason> writeOff(Invoice invoice) {
        List<Adjustment> lines = ledger().entryOf(new CommandId(invoice.number() + "-writeoff"))
                .map(earlier -> warehouses.writtenOffBefore(invoice.rows(), earlier))
                .orElseGet(() -> warehouses.writtenOff(invoice.rows(), ledger()));
        return unlessTaken(invoice, "-writeoff", origin -> writeOff(invoice, lines, origin));
    }

    /** Rows that cancel each other out move nothing, and are another document than one that did. */
    private Optional<RejectionReason> writeOff(Invoice invoice, List<Adjustment> lines, Origin origin) {
        if (lines.isEmpty()) {
            return ledger().entryOf(origin.commandId()).map(earlier -> RejectionReason.COMMAND_ID_CONFLICT);
        }
        return ledger().execute(new Adjust(origin.because(invoice.description()), lines))
                .rejection();
    }

    private Optional<RejectionReason> order(Invoice invoice) {
        Line[] lines = invoice.rows().stream()
                .map(row -> Line.of(row.stockCode(), row.quantity()))
                .toArray(Line[]::new);
        Optional<RejectionReason> rejection = unlessTaken(
                invoice,
                "-reserve",
                origin -> ledger().execute(Reserve.of(lines)
                                .forOrder(invoice.number())
                                .from(sourcing)
                                .with(origin))
                        .rejection());
        if (rejection.isEmpty()) {
            ReservationId id = new ReservationId(invoice.number() + "-reserve");
            ledger().execute(Confirm.of(id).with(origin(invoice, "-confirm"))).orElseThrow();
            Reservation sent = ledger().execute(Fulfil.of(id).with(origin(invoice, "-fulfil")))
                    .orElseThrow();
            shipments.add(sent.lines().stream()
                    .flatMap(line -> line.key().stream())
                    .map(StockKey::location)
                    .distinct()
                    .count());
        }
        return rejection;
    }

    /** A number that was accepted as one kind of document is taken for every other kind. */
    private Optional<RejectionReason> unlessTaken(
            Invoice invoice, String suffix, Function<Origin, Optional<RejectionReason>> command) {
        boolean isTaken = Stream.of("-reserve", "-return", "-writeoff")
                .filter(other -> !other.equals(suffix))
                .anyMatch(other -> ledger().entryOf(new CommandId(invoice.number() + other))
                        .isPresent());
        return isTaken ? Optional.of(RejectionReason.COMMAND_ID_CONFLICT) : command.apply(origin(invoice, suffix));
    }

    private static Origin origin(Invoice invoice, String suffix) {
        return Origin.of(invoice.number() + suffix).referringTo(invoice.number());
    }

    private StockKey key(Invoice.Row row) {
        return StockKey.of(row.stockCode(), warehouses.first());
    }
}
