package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Backorder;
import dev.inventoryledger.CommandId;
import dev.inventoryledger.Item;
import dev.inventoryledger.Level;
import dev.inventoryledger.Location;
import dev.inventoryledger.LocationType;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.Phase;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.command.ExpireHolds;
import dev.inventoryledger.command.ReviewStock;
import dev.inventoryledger.spi.LevelQuery;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.transit.Shipment;
import dev.inventoryledger.transit.ShipmentId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random stories, told to the ledger and to a plain model of it: after every step both must agree. */
interface Oracle extends OpensShops {
    /** May be sold before it is there. */
    Item BOOK = Item.of("BOOK", "Book").withBackorder(Backorder.upTo(12)).withLeadTime(Duration.ofDays(9));

    /** {@return random stories} */
    @Provide
    default Arbitrary<List<Step>> stories() {
        return Steps.stories();
    }

    /**
     * The ledger does what the model does.
     *
     * @param story what happens
     */
    @Property
    default void theLedgerAgreesWithThePlainModel(@ForAll("stories") List<Step> story) {
        new Telling(open().furnished()).tell(story);
    }

    /**
     * Commands that are committed together do what they do one after the other.
     *
     * @param story what happens
     */
    @Property
    default void theLedgerAgreesWithThePlainModelInBatches(@ForAll("stories") List<Step> story) {
        new Telling(open().furnished()).tellInBatches(story);
    }

    /**
     * Two stores that share nothing, though perhaps their tables: with the same SKUs, places and command ids, each agrees
     * with a model of its own after every step of either.
     *
     * @param one what happens in one
     * @param other what happens in the other
     */
    @Property
    default void twoShopsAtOnceDoNotTouchEachOther(
            @ForAll("stories") List<Step> one, @ForAll("stories") List<Step> other) {
        Telling first = new Telling(open().furnished());
        Telling second = new Telling(open().furnished());
        for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
            if (i < one.size()) {
                first.tellOn(one.get(i));
                second.compare();
            }
            if (i < other.size()) {
                second.tellOn(other.get(i));
                first.compare();
            }
        }
        first.compareThePast();
        second.compareThePast();
    }

    /** One story being told. */
    final class Telling {
        private static final List<StockKey> ALWAYS = List.of(Shop.key("TEA@A"), Shop.key("TEA@B"), Shop.key("EBOOK@A"));

        private final Shop shop;
        private final Model model = new Model(Shop.HOLD);
        private final List<Command<?>> sent = new ArrayList<>();
        private final Map<CommandId, Outcome<?>> accepted = new HashMap<>();
        private final Map<CommandId, Command<?>> contents = new HashMap<>();
        private final Set<Sku> reviewed = new HashSet<>();
        private final Map<Instant, Map<StockKey, String>> past = new TreeMap<>();

        Telling(Shop shop) {
            this.shop = shop;
            shop.ledger
                    .registerLocation(Location.of("LAND").withType(LocationType.REGION))
                    .orElseThrow();
            shop.ledger
                    .registerItem(Item.of("MILK", "Milk").withTracking(Tracking.BY_LOT))
                    .orElseThrow();
            shop.ledger.registerItem(BOOK).orElseThrow();
            shop.ledger
                    .registerItem(Item.of("PHONE", "Phone").withTracking(Tracking.BY_SERIAL))
                    .orElseThrow();
        }

        void tell(List<Step> story) {
            story.forEach(this::tellOn);
            compareThePast();
        }

        private void tellOn(Step step) {
            perform(step);
            model.passTo(shop.clock.instant());
            compare();
            shop.audit();
        }

        private void compareThePast() {
            past.forEach((instant, levels) ->
                    levels.forEach((key, level) -> assertThat(figures(shop.ledger.levelAsOf(key, instant)))
                            .as("%s as of %s", key, instant)
                            .isEqualTo(level)));
        }

        /** What is sent between two moments is sent at once. */
        void tellInBatches(List<Step> story) {
            List<Command<?>> together = new ArrayList<>();
            for (Step step : story) {
                if (step instanceof Step.Send send) {
                    together.add(send.command());
                } else if (step instanceof Step.Again again) {
                    again(again, together).ifPresent(together::add);
                } else {
                    sendTogether(together);
                    together.clear();
                    perform(step);
                    model.passTo(shop.clock.instant());
                    compare();
                }
            }
            sendTogether(together);
            compare();
        }

        private Optional<Command<?>> again(Step.Again again, List<Command<?>> together) {
            List<Command<?>> all = new ArrayList<>(sent);
            all.addAll(together);
            return again.back() < all.size() ? Optional.of(all.get(all.size() - 1 - again.back())) : Optional.empty();
        }

        private void sendTogether(List<Command<?>> commands) {
            model.passTo(shop.clock.instant());
            List<Outcome<?>> outcomes = shop.sendTogether(commands);
            for (int i = 0; i < commands.size(); i++) {
                sent.add(commands.get(i));
                check(commands.get(i), outcomes.get(i));
            }
            compare();
            shop.audit();
        }

        private void perform(Step step) {
            if (step instanceof Step.Wait wait) {
                shop.later(wait.duration());
            } else if (step instanceof Step.Sweep sweep) {
                shop.ledger.releaseExpired(sweep.limit());
            } else if (step instanceof Step.Again again) {
                if (again.back() < sent.size()) {
                    send(sent.get(sent.size() - 1 - again.back()));
                }
            } else {
                send(((Step.Send) step).command());
            }
        }

        private void send(Command<?> command) {
            sent.add(command);
            model.passTo(shop.clock.instant());
            check(command, shop.send(command));
        }

        private void check(Command<?> command, Outcome<?> outcome) {
            CommandId id = command.origin().commandId();
            if (accepted.containsKey(id)) {
                boolean isRetry = command.equals(contents.get(id));
                assertThat(outcome.isAccepted()).as("%s", outcome).isEqualTo(isRetry);
                assertThat(isRetry ? outcome : accepted.get(id)).isEqualTo(accepted.get(id));
                return;
            }
            Optional<String> rejection = model.send(command);
            if (command instanceof ReviewStock || command instanceof ExpireHolds) {
                // What has been told and closed already is not for the model to know.
                assertThat(outcome.rejection().orElse(RejectionReason.NOTHING_DUE))
                        .isEqualTo(RejectionReason.NOTHING_DUE);
                rejection = outcome.rejection().map(Enum::name);
            }
            if (command instanceof ReviewStock review) {
                reviewed.addAll(review.skus());
            }
            assertThat(outcome.rejection().map(Enum::name))
                    .as("%s → %s", command, outcome)
                    .isEqualTo(rejection);
            if (outcome.isAccepted()) {
                accepted.put(id, outcome);
                contents.put(id, command);
            }
        }

        /** How an item is sold stands on its levels at once; after a review, what was told is what is so. */
        private void compareWhatWasTold() {
            for (LevelRow row : shop.store.levels(new LevelQuery.All(Optional.empty(), 99))) {
                assertThat(row.terms()).as("%s", row.key()).isEqualTo(model.terms(row.key()));
                boolean isWatched = model.isTracked(row.key().sku().value());
                if (isWatched && reviewed.contains(row.key().sku())) {
                    model.status(row.key())
                            .ifPresent(told ->
                                    assertThat(row.status()).as("%s", row.key()).isEqualTo(told));
                }
            }
            reviewed.clear();
        }

        private void compare() {
            compareWhatWasTold();
            Map<StockKey, String> levels = new TreeMap<>();
            ALWAYS.forEach(key -> levels.put(key, "0/0/0"));
            for (String place : List.of("A", "B", "DAMAGED", "IN-TRANSIT")) {
                shop.ledger
                        .stockAt(place, Optional.empty(), 99)
                        .forEach(level -> levels.put(level.key(), figures(level)));
            }
            model.keys()
                    .forEach(key -> assertThat(levels.getOrDefault(key, "0/0/0"))
                            .as("%s", key)
                            .isEqualTo(model.figures(key)));
            past.put(shop.clock.instant().truncatedTo(ChronoUnit.MICROS), levels);
            for (String sku : List.of("TEA", "CUP", "EBOOK", "MILK", "PHONE", "BOOK")) {
                assertThat(shop.ledger.supply().expected(sku)).as(sku).isEqualTo(model.expected(sku));
                assertThat(shop.ledger.availability(sku).total()).as(sku).isEqualTo(model.availability(sku));
            }
            for (int i = 1; i <= 6; i++) {
                String id = "r" + i;
                Optional<Reservation> reservation = shop.ledger.reservation(new ReservationId(id));
                assertThat(reservation.map(Telling::figures)).as(id).isEqualTo(model.reservation(id));
                assertThat(reservation.map(Telling::promises)).as(id).isEqualTo(model.promises(id));
            }
            for (String id : List.of("s1", "s2", "s3")) {
                assertThat(shop.ledger.transit().shipment(new ShipmentId(id)).map(Telling::figures))
                        .as(id)
                        .isEqualTo(model.shipment(id));
            }
        }

        private static String figures(Shipment shipment) {
            StringBuilder figures = new StringBuilder("to " + shipment.to());
            shipment.lines()
                    .forEach(line -> figures.append(", %s#%s %d/%d/%d/%d"
                            .formatted(
                                    line.sku(),
                                    line.lot(),
                                    line.onTheWay(),
                                    line.received(),
                                    line.damaged(),
                                    line.lost())));
            return figures.toString();
        }

        private static String promises(Reservation reservation) {
            Map<String, Long> promises = new TreeMap<>();
            for (ReservationLine line : reservation.lines()) {
                if (reservation.phase() != Phase.CLOSED && line.outstanding() > 0) {
                    line.promise()
                            .ifPresent(
                                    promise -> promises.merge(String.valueOf(promise), line.outstanding(), Long::sum));
                }
            }
            return promises.toString();
        }

        private static String figures(Level level) {
            return level.onHand() + "/" + level.reserved() + "/" + level.allocated();
        }

        private static String figures(Reservation reservation) {
            return "%s %d = %d open, %d outstanding, %d fulfilled, %d released, %d expired"
                    .formatted(
                            reservation.state(),
                            reservation.requested(),
                            reservation.open(),
                            reservation.outstanding(),
                            reservation.fulfilled(),
                            reservation.released(),
                            reservation.expired());
        }
    }
}
