package dev.inventoryledger.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.AuditReport;
import dev.inventoryledger.Balance;
import dev.inventoryledger.Entry;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Location;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Posting;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.Sku;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.command.DeactivateItem;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.Ship;
import dev.inventoryledger.command.Transfer;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.Replacement;
import dev.inventoryledger.spi.Terms;
import dev.inventoryledger.testkit.WrappedStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** An audit that finds nothing is worth nothing unless it would: each row tampered with on its way in is found. */
class AuditTest {
    private static final Command<?> RESERVE = Reserve.of("TEA", 2);

    @TestFactory
    Stream<DynamicTest> whatIsTamperedWithIsFoundAndNamed() {
        return Stream.of(
                found(
                        1,
                        "TEA@A",
                        RESERVE,
                        levels(row -> with(row, new Balance(-5, row.balance().reserved(), 0)))),
                found(1, "TEA@A", RESERVE, postings(posting -> after(posting, new Balance(1, 2, 0)))),
                found(
                        2,
                        "TEA@A",
                        RESERVE,
                        levels(row -> with(row, new Balance(99, row.balance().reserved(), 0)))),
                found(2, "TEA@A", RESERVE, levels(row -> version(row, 9))),
                found(
                        2,
                        "TEA@A",
                        Receive.of("TEA", "A", 1),
                        postings(posting -> before(posting, new Balance(3, 0, 0)))),
                found(2, "TEA@A", Receive.of("TEA", "A", 1), postings(posting -> version(posting, 7))),
                found(2, "TEA@A", Receive.of("TEA", "A", 1), AuditTest::withoutPostings),
                found(3, "TEA@A", RESERVE, changes -> reservations(changes, List.of())),
                found(3, "TEA@A", RESERVE, levels(row -> saying(row, Optional.empty(), row.terms()))),
                found(
                        2,
                        "TEA@A",
                        new DeactivateItem(Origin.random(), new Sku("TEA")),
                        levels(row -> saying(row, row.dueFrom(), Terms.PLAIN))),
                found(4, "R", Reserve.of("TEA", 2).as("R"), AuditTest::withOneUnitTooMany),
                found(
                        6,
                        "Moved",
                        Transfer.of("TEA", "A", "B", 2),
                        postings(posting -> posting.key().location().value().equals("B")
                                ? after(posting, new Balance(3, 0, 0))
                                : posting)),
                found(
                        6,
                        "Moved",
                        Ship.of("TEA", "A", "B", 2),
                        postings(posting ->
                                posting.change().onHand() > 0 ? after(posting, new Balance(1, 0, 0)) : posting)));
    }

    private static DynamicTest found(
            int invariant, String subject, Command<?> command, UnaryOperator<ChangeSet> tampering) {
        return DynamicTest.dynamicTest("invariant " + invariant + " by " + command.type(), () -> {
            InMemoryStockStore sound = new InMemoryStockStore();
            InventoryLedger honest = InventoryLedger.over(sound).build();
            honest.registerLocation(Location.of("A")).orElseThrow();
            honest.registerLocation(Location.of("B")).orElseThrow();
            honest.registerItem(Item.of("TEA", "Tea")).orElseThrow();
            honest.receive("TEA", "A", 5).orElseThrow();
            assertThat(honest.audit().isClean()).isTrue();
            WrappedStore tampered = new WrappedStore(
                    sound, UnaryOperator.identity(), (store, changes) -> store.commit(tampering.apply(changes)));
            InventoryLedger.over(tampered).build().execute(command).orElseThrow();
            AuditReport report = honest.audit();
            assertThat(report.isClean()).isFalse();
            assertThat(report.violations()).anySatisfy(violation -> {
                assertThat(violation.invariant()).isEqualTo(invariant);
                assertThat(violation.subject()).startsWith(subject);
                assertThat(violation.toString()).contains("invariant " + invariant);
            });
            assertThat(report.summary())
                    .startsWith("audit: " + report.violations().size() + " violations, ");
        });
    }

    private static UnaryOperator<ChangeSet> levels(UnaryOperator<LevelRow> tampering) {
        return changes -> new ChangeSet(
                changes.levels().stream()
                        .map(change -> new Replacement<>(change.replaces(), tampering.apply(change.row())))
                        .toList(),
                changes.reservations(),
                changes.documents(),
                Map.of(),
                Map.of(),
                changes.claims(),
                changes.entries());
    }

    private static LevelRow saying(LevelRow row, Optional<Instant> dueFrom, Terms terms) {
        return new LevelRow(row.key(), row.version(), row.balance(), row.status(), row.changedAt(), dueFrom, terms);
    }

    private static UnaryOperator<ChangeSet> postings(UnaryOperator<Posting> tampering) {
        return changes -> postings(changes, all -> all.stream().map(tampering).toList());
    }

    private static ChangeSet withoutPostings(ChangeSet changes) {
        return postings(changes, all -> List.of());
    }

    private static ChangeSet postings(ChangeSet changes, UnaryOperator<List<Posting>> tampering) {
        List<Entry> entries = changes.entries().stream()
                .map(entry -> entry.posting(tampering.apply(entry.postings())))
                .toList();
        return new ChangeSet(
                changes.levels(),
                changes.reservations(),
                changes.documents(),
                Map.of(),
                Map.of(),
                changes.claims(),
                entries);
    }

    private static ChangeSet reservations(ChangeSet changes, List<Replacement<Reservation>> reservations) {
        return new ChangeSet(
                changes.levels(),
                reservations,
                changes.documents(),
                Map.of(),
                Map.of(),
                changes.claims(),
                changes.entries());
    }

    private static ChangeSet withOneUnitTooMany(ChangeSet changes) {
        Reservation row = changes.reservations().get(0).row();
        ReservationLine line = row.lines().get(0);
        ReservationLine tampered = new ReservationLine(
                line.number(), line.asked(), line.key(), line.requested() + 1, line.open(), 0, 0, 0, 0);
        Reservation wrong = new Reservation(
                row.id(),
                row.version(),
                row.phase(),
                List.of(tampered),
                row.owner(),
                row.order(),
                row.createdAt(),
                row.changedAt(),
                row.expiresAt());
        return reservations(changes, List.of(new Replacement<>(0, wrong)));
    }

    private static LevelRow with(LevelRow row, Balance balance) {
        return new LevelRow(
                row.key(), row.version(), balance, row.status(), row.changedAt(), row.dueFrom(), row.terms());
    }

    private static LevelRow version(LevelRow row, long version) {
        return new LevelRow(
                row.key(), version, row.balance(), row.status(), row.changedAt(), row.dueFrom(), row.terms());
    }

    private static Posting after(Posting posting, Balance after) {
        return new Posting(
                posting.key(),
                posting.version(),
                posting.type(),
                posting.reservationId(),
                posting.before(),
                after,
                posting.effectiveAt());
    }

    private static Posting before(Posting posting, Balance before) {
        return new Posting(
                posting.key(),
                posting.version(),
                posting.type(),
                posting.reservationId(),
                before,
                posting.after(),
                posting.effectiveAt());
    }

    private static Posting version(Posting posting, long version) {
        return new Posting(
                posting.key(),
                version,
                posting.type(),
                posting.reservationId(),
                posting.before(),
                posting.after(),
                posting.effectiveAt());
    }
}
