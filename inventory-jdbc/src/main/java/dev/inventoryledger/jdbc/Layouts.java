package dev.inventoryledger.jdbc;

import dev.inventoryledger.Entry;
import dev.inventoryledger.EntryDigest;
import dev.inventoryledger.Posting;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.Codec;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.Replacement;
import dev.inventoryledger.supply.SupplyId;
import dev.inventoryledger.supply.SupplyPromise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands in the rows that most commits write; the tenant goes without saying, and positions are taken later. */
final class Layouts {
    static final Layout<Replacement<LevelRow>> LEVEL_KEY = Layout.<Replacement<LevelRow>>empty()
            .text("sku", change -> change.row().key().sku())
            .text("location", change -> change.row().key().location())
            .text("lot", change -> change.row().key().lot());

    static final Layout<Replacement<LevelRow>> LEVEL = Layout.<Replacement<LevelRow>>empty()
            .number("version", change -> change.row().version())
            .number("on_hand", change -> change.row().balance().onHand())
            .number("reserved", change -> change.row().balance().reserved())
            .number("allocated", change -> change.row().balance().allocated())
            .text("status", change -> change.row().status())
            .text("terms", change -> change.row().terms())
            .instant("changed_at", change -> change.row().changedAt())
            .instant("due_from", change -> change.row().dueFrom());

    static final Layout<Replacement<Reservation>> RESERVATION_KEY = Layout.<Replacement<Reservation>>empty()
            .text("id", change -> change.row().id());

    static final Layout<Replacement<Reservation>> RESERVATION = Layout.<Replacement<Reservation>>empty()
            .number("version", change -> change.row().version())
            .text("phase", change -> change.row().phase())
            .text("owner", change -> change.row().owner())
            .text("order_id", change -> change.row().order())
            .instant("created_at", change -> change.row().createdAt())
            .instant("changed_at", change -> change.row().changedAt())
            .instant("expires_at", change -> change.row().expiresAt())
            .bytes("sourcing", change -> change.row().sourcing().map(Codec::encode))
            .instant("retaken_at", change -> change.row().retakenAt());

    static final Layout<PlacedLine> LINE_KEY = Layout.<PlacedLine>empty()
            .text("reservation_id", placed -> placed.reservation().id())
            .number("ordinal", placed -> (long) placed.ordinal());

    static final Layout<PlacedLine> LINE = Layout.<PlacedLine>empty()
            .number("number", placed -> (long) placed.line().number())
            .text("sku", placed -> placed.line().sku())
            .text("location", placed -> placed.line().key().map(StockKey::location))
            .text("lot", placed -> placed.line().key().map(StockKey::lot))
            .text("asked_location", placed -> placed.line().asked().location())
            .text("asked_lot", placed -> placed.line().asked().lot())
            .number("asked_quantity", placed -> placed.line().asked().quantity())
            .text("phase", placed -> placed.reservation().phase())
            .instant("expires_at", placed -> placed.reservation().expiresAt())
            .number("requested", placed -> placed.line().requested())
            .number("open", placed -> placed.line().open())
            .number("outstanding", placed -> placed.line().outstanding())
            .number("fulfilled", placed -> placed.line().fulfilled())
            .number("released", placed -> placed.line().released())
            .number("expired", placed -> placed.line().expired())
            .text("promised_supply", placed -> placed.line().promise().map(PlacedLine::name))
            .instant("promised_at", placed -> placed.line().promise().flatMap(SupplyPromise::expectedAt));

    static final Layout<Entry> ENTRY = Layout.<Entry>empty()
            .text("type", Entry::type)
            .text("command_id", entry -> Optional.of(entry.commandId()).filter(id -> entry.isAccepted()))
            .text("rejected_command_id", entry -> Optional.of(entry.commandId()).filter(id -> !entry.isAccepted()))
            .text("actor", entry -> entry.origin().actor())
            .text("reason", entry -> entry.origin().reason())
            .text("reference", entry -> entry.origin().reference())
            .number("content_high", entry -> entry.content().high())
            .number("content_low", entry -> entry.content().low())
            .instant("recorded_at", Entry::recordedAt)
            .bytes("facts", entry -> Codec.encodeFacts(entry.facts()))
            .number("digest_high", entry -> entry.digest().map(EntryDigest::high))
            .number("digest_low", entry -> entry.digest().map(EntryDigest::low));

    static final Layout<PlacedPosting> POSTING = Layout.<PlacedPosting>empty()
            .number("ordinal", placed -> (long) placed.ordinal())
            .text("sku", placed -> placed.posting().key().sku())
            .text("location", placed -> placed.posting().key().location())
            .text("lot", placed -> placed.posting().key().lot())
            .number("version", placed -> placed.posting().version())
            .text("type", placed -> placed.posting().type())
            .text("reservation_id", placed -> placed.posting().reservationId())
            .number("on_hand_before", placed -> placed.posting().before().onHand())
            .number("reserved_before", placed -> placed.posting().before().reserved())
            .number("allocated_before", placed -> placed.posting().before().allocated())
            .number("on_hand_after", placed -> placed.posting().after().onHand())
            .number("reserved_after", placed -> placed.posting().after().reserved())
            .number("allocated_after", placed -> placed.posting().after().allocated())
            .instant("effective_at", placed -> placed.posting().effectiveAt())
            .instant("recorded_at", placed -> placed.entry().recordedAt());

    private Layouts() {}

    /** A line of a reservation, and its place there. */
    record PlacedLine(Reservation reservation, ReservationLine line, int ordinal) {
        /** Units that are promised against no supply have an empty name for it; those that are not promised have none. */
        private static String name(SupplyPromise promise) {
            return promise.supply().map(SupplyId::value).orElse("");
        }

        static List<PlacedLine> of(Reservation reservation) {
            List<PlacedLine> placed = new ArrayList<>(reservation.lines().size());
            for (ReservationLine line : reservation.lines()) {
                placed.add(new PlacedLine(reservation, line, placed.size()));
            }
            return placed;
        }
    }

    /** A posting of an entry, its place there, and its entry's place among those that are written, from 0. */
    record PlacedPosting(int number, Entry entry, Posting posting, int ordinal) {
        static List<PlacedPosting> of(List<Entry> entries) {
            List<PlacedPosting> placed = new ArrayList<>(entries.size());
            for (int number = 0; number < entries.size(); number++) {
                List<Posting> own = entries.get(number).postings();
                for (int ordinal = 0; ordinal < own.size(); ordinal++) {
                    placed.add(new PlacedPosting(number, entries.get(number), own.get(ordinal), ordinal));
                }
            }
            return placed;
        }
    }
}
