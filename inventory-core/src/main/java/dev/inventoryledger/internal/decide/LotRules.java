package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Fact;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Status;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.command.DescribeLot;
import dev.inventoryledger.lot.LotDetails;
import dev.inventoryledger.spi.ClaimId;
import dev.inventoryledger.spi.ClaimRow;
import dev.inventoryledger.spi.DocumentId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lots and serial numbers. */
final class LotRules {
    private LotRules() {}

    static void describe(DescribeLot command, Draft draft) {
        LotDetails said = command.details();
        draft.catalog().requireKnown(List.of(said.sku()), List.of());
        Optional<Instant> known =
                draft.catalog().findLot(said.sku(), said.lot()).flatMap(LotDetails::expiresAt);
        write(said.expiresAt().or(() -> known).map(said::expiringAt).orElse(said), draft);
    }

    /** Goods come in with the date on them; a lot has one. */
    static void learn(StockKey key, Instant expiresAt, Draft draft) {
        LotDetails known = draft.catalog()
                .findLot(key.sku(), key.lot())
                .orElse(new LotDetails(key.sku(), key.lot(), Optional.empty(), Status.ACTIVE));
        Instant date = known.expiresAt().orElse(expiresAt);
        Refusal.unless(date.equals(expiresAt), RejectionReason.LOT_DIFFERS, "expiresAt of " + key, expiresAt);
        if (known.expiresAt().isEmpty()) {
            write(known.expiringAt(expiresAt), draft);
        }
    }

    private static void write(LotDetails after, Draft draft) {
        Optional<LotDetails> before = draft.catalog().findLot(after.sku(), after.lot());
        draft.catalog().put(after);
        draft.state(new Fact.LotDescribed(before, after));
    }

    /** Whatever brings units under a key: where the item is told apart by lot they have one, and a serial number is in one place, once. */
    static void check(List<StockKey> gaining, Draft draft) {
        if (gaining.isEmpty()) {
            return;
        }
        for (StockKey key : gaining) {
            boolean isNamed = key.namesLot() || !tracking(key, draft).namesLots();
            Refusal.unless(isNamed, RejectionReason.LOT_REQUIRED, "lot", key);
        }
        List<StockKey> serials = gaining.stream()
                .filter(key -> tracking(key, draft) == Tracking.BY_SERIAL)
                .toList();
        Needs needs = draft.rows().needs();
        serials.forEach(key -> needs.claim(claim(key)));
        needs.orMiss();
        Needs places = draft.rows().needs();
        serials.forEach(key -> lastElsewhere(key, draft).ifPresent(places::level));
        places.orMiss();
        Set<ClaimId> units = new HashSet<>();
        for (StockKey key : serials) {
            boolean isOnce =
                    units.add(claim(key)) && draft.levels().balance(key).onHand() == 1 && isNowhereElse(key, draft);
            Refusal.unless(isOnce, RejectionReason.SERIAL_NOT_UNIQUE, "lot", key);
            draft.claim(claim(key), key.location().value());
        }
    }

    private static Tracking tracking(StockKey key, Draft draft) {
        return draft.catalog().item(key.sku()).tracking();
    }

    /**
     * The claim says where the unit came last; whether it is there still is read off that level. Whoever brings it back there writes the
     * claim too, so that the level needs no guard.
     */
    private static boolean isNowhereElse(StockKey key, Draft draft) {
        return lastElsewhere(key, draft)
                .map(place -> draft.levels().balance(place).onHand() == 0)
                .orElse(true);
    }

    private static Optional<StockKey> lastElsewhere(StockKey key, Draft draft) {
        return draft.rows()
                .claim(claim(key))
                .map(ClaimRow::holder)
                .map(place -> new StockKey(key.sku(), new LocationId(place), key.lot()))
                .filter(place -> !place.equals(key));
    }

    private static ClaimId claim(StockKey key) {
        return new ClaimId(
                ClaimId.Kind.SERIAL_PLACE,
                DocumentId.ofLot(key.sku(), key.lot()).name());
    }
}
