package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Location;
import dev.inventoryledger.LocationType;
import dev.inventoryledger.Lot;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Sellability;
import dev.inventoryledger.Sku;
import dev.inventoryledger.command.ChangeLocation;
import dev.inventoryledger.command.Count;
import dev.inventoryledger.command.ReceiveShipment;
import dev.inventoryledger.command.RegisterItem;
import dev.inventoryledger.command.RegisterLocation;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.Ship;
import dev.inventoryledger.command.Transfer;
import dev.inventoryledger.command.TransferLine;
import dev.inventoryledger.event.AlertEvent;
import dev.inventoryledger.event.ShipmentEvent;
import dev.inventoryledger.event.StockEvent;
import dev.inventoryledger.transit.ArrivedLine;
import dev.inventoryledger.transit.Shipment;
import dev.inventoryledger.transit.ShipmentId;
import dev.inventoryledger.transit.ShipmentLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Goods that take their time from one place to another: at every moment they are somewhere. */
interface OnTheWay extends OpensShops {
    private static Shipment shipped(Shop shop) {
        return shop.send(Ship.of("TEA", "A", "B", 6).as("s1")).orElseThrow();
    }

    private static long onHand(Shop shop) {
        return shop.ledger.locations(Optional.empty(), 99).stream()
                .mapToLong(place -> shop.ledger.level("TEA", place.id().value()).onHand())
                .sum();
    }

    @Test
    default void whatIsOnTheWayIsOnHandAndNotForSale() {
        Shop shop = open().furnished().stocked("TEA@A=10/1");
        Shipment shipment = shipped(shop);
        shop.assertLevels("TEA@A=4/1", "TEA@IN-TRANSIT=6", "TEA@B=0");
        assertThat(shipment.onTheWay()).isEqualTo(6);
        assertThat(shop.ledger.availability("TEA").total()).contains(3L);
        assertThat(shop.ledger.location("IN-TRANSIT").orElseThrow())
                .isEqualTo(Location.of("IN-TRANSIT")
                        .withType(LocationType.VIRTUAL)
                        .withSellability(Sellability.NOT_SELLABLE));
        assertThat(shop.ledger.transit().shipment(new ShipmentId("s1"))).contains(shipment);
        assertThat(shop.ledger.transit().receive(shipment.id()).orElseThrow().isOver())
                .isTrue();
        shop.assertLevels("TEA@A=4/1", "TEA@IN-TRANSIT=0", "TEA@B=6");
    }

    @Test
    default void itComesInPartsSomeBrokenSomeNotAtAll() {
        Shop shop = open().furnished().stocked("TEA@A=10");
        ShipmentId id = shipped(shop).id();
        shop.send(ReceiveShipment.of(id, ArrivedLine.sound("TEA", 2), ArrivedLine.damaged("TEA", 1))
                        .damagedTo("DAMAGED"))
                .orElseThrow();
        assertThat(onHand(shop)).isEqualTo(10);
        shop.send(ReceiveShipment.of(id, ArrivedLine.lost("TEA", 1), ArrivedLine.damaged("TEA", 1)))
                .orElseThrow();
        shop.assertLevels("TEA@A=4", "TEA@IN-TRANSIT=1", "TEA@B=2", "TEA@DAMAGED=1");
        assertThat(shop.ledger.transit().receive(id).orElseThrow().lines())
                .extracting(ShipmentLine::shipped, ShipmentLine::received, ShipmentLine::damaged, ShipmentLine::lost)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(6L, 3L, 2L, 1L));
        assertThat(onHand(shop)).isEqualTo(8);
        assertThat(shop.events(StockEvent.StockLost.class))
                .extracting(StockEvent.StockLost::quantity)
                .containsExactly(2L);
        assertThat(shop.events(ShipmentEvent.ShipmentSent.class)).hasSize(1);
        assertThat(shop.events(ShipmentEvent.ShipmentReceived.class))
                .extracting(event -> event.shipment().onTheWay())
                .containsExactly(3L, 1L, 0L);
        assertThat(shop.events(StockEvent.StockTransferred.class))
                .extracting(event -> event.from() + "→" + event.to() + " " + event.quantity())
                .containsExactly("A→IN-TRANSIT 6", "IN-TRANSIT→B 2", "IN-TRANSIT→DAMAGED 1", "IN-TRANSIT→B 1");
    }

    /** It is nobody's to sell or to reorder. */
    @Test
    default void nobodyIsAlertedOfWhatIsOnItsWay() {
        Shop shop = open().furnished();
        shop.ledger.changeItem(Item.of("TEA", "Tea").withReorder(9, 10)).orElseThrow();
        shop.stocked("TEA@A=100", "TEA@B=100");
        int told = shop.events(AlertEvent.class).size();
        ShipmentId id = shipped(shop).id();
        shop.ledger.transit().receive(id).orElseThrow();
        assertThat(shop.events(AlertEvent.class)).hasSize(told);
        assertThat(shop.ledger.lowStock(Optional.empty(), 10)).isEmpty();
    }

    @Test
    default void asManyUnitsAsANumberHoldsMayBeOnTheWayTogether() {
        long half = 1L << 62;
        Shop shop = open().furnished();
        List<TransferLine> lines = new ArrayList<>();
        for (String sku : List.of("TEA", "CUP", "S1", "S2")) {
            shop.ledger.execute(RegisterItem.of(Item.of(sku, sku)));
            shop.ledger.receive(sku, "A", half).orElseThrow();
            lines.add(new TransferLine(new Sku(sku), Lot.NONE, half));
        }
        Shipment shipment =
                shop.send(Ship.of("A", "B", lines.toArray(TransferLine[]::new))).orElseThrow();
        assertThat(shipment.isOver()).isFalse();
        assertThat(shipment.onTheWay()).isEqualTo(Long.MAX_VALUE);
        assertThat(shop.ledger.transit().receive(shipment.id()).orElseThrow().isOver())
                .isTrue();
    }

    @Test
    default void whatCameIsNotPutBackOnTheWay() {
        Shop shop = open().furnished().stocked("TEA@A=10");
        ReceiveShipment back = ReceiveShipment.of(shipped(shop).id(), ArrivedLine.damaged("TEA", 1))
                .damagedTo("IN-TRANSIT");
        assertThat(shop.send(back).rejection()).contains(RejectionReason.STILL_ON_THE_WAY);
    }

    /** Somebody took it off the way by other commands: it does not come any more, and is written off. */
    @Test
    default void whatHasLeftItsWayOtherwiseIsLost() {
        Shop shop = open().furnished().stocked("TEA@A=10");
        ShipmentId id = shipped(shop).id();
        shop.send(Count.of("TEA", "IN-TRANSIT", 1)).orElseThrow();
        shop.send(Transfer.of("TEA", "IN-TRANSIT", "B", 1)).orElseThrow();
        shop.send(Ship.of("TEA", "A", "B", 1)).orElseThrow();
        assertThat(shop.ledger.transit().receive(id).rejection()).contains(RejectionReason.INSUFFICIENT_STOCK);
        Shipment shipment =
                shop.send(ReceiveShipment.of(id, ArrivedLine.lost("TEA", 6))).orElseThrow();
        assertThat(shipment.isOver()).isTrue();
        // What is there is written off, whoever sent it: the way is to be counted then.
        shop.assertLevels("TEA@A=3", "TEA@IN-TRANSIT=0", "TEA@B=1");
    }

    /** Who remembers an empty way is not to believe that nothing is lost on it. */
    @Test
    default void whatAnotherLedgerHasSentIsWrittenOff() {
        Shop shop = open().furnished().stocked("TEA@A=20");
        shop.ledger.transit().receive(shipped(shop).id()).orElseThrow();
        ShipmentId id = new ShipmentId("s2");
        try (InventoryLedger other =
                InventoryLedger.over(shop.store).clock(shop.clock).build()) {
            other.execute(Ship.of("TEA", "A", "B", 6).as(id.value())).orElseThrow();
        }
        shop.send(ReceiveShipment.of(id, ArrivedLine.lost("TEA", 6))).orElseThrow();
        shop.assertLevels("TEA@A=8", "TEA@IN-TRANSIT=0", "TEA@B=6");
    }

    @Test
    default void whatIsOnTheWayIsNotPutUpForSale() {
        Shop shop = open().furnished().stocked("TEA@A=10");
        shipped(shop);
        assertThat(shop.send(ChangeLocation.of(Location.of("IN-TRANSIT"))).rejection())
                .contains(RejectionReason.LOCATION_SELLABLE);
        assertThat(shop.ledger.availability("TEA").total()).contains(4L);
        assertThat(shop.send(RegisterLocation.of(Location.of("IN-TRANSIT"))).rejection())
                .contains(RejectionReason.LOCATION_EXISTS);
    }

    @Test
    default void noMoreComesThanLeft() {
        Shop shop = open().furnished().stocked("TEA@A=10");
        ShipmentId id = shipped(shop).id();
        assertThat(shop.send(ReceiveShipment.of(id, ArrivedLine.sound("TEA", 4), ArrivedLine.lost("TEA", 3)))
                        .rejection())
                .contains(RejectionReason.NOT_THAT_MANY_ON_THE_WAY);
        assertThat(shop.send(ReceiveShipment.of(id, ArrivedLine.sound("CUP", 1)))
                        .rejection())
                .contains(RejectionReason.NOT_THAT_MANY_ON_THE_WAY);
        assertThat(shop.send(Ship.of("TEA", "A", "B", 5)).rejection()).contains(RejectionReason.INSUFFICIENT_STOCK);
        assertThat(shop.send(Ship.of("TEA", "A", "B", 1).as("s1")).rejection())
                .contains(RejectionReason.SHIPMENT_EXISTS);
        assertThat(shop.send(Ship.of("TEA", "A", "B", 1).via("CARRIER")).rejection())
                .contains(RejectionReason.UNKNOWN_LOCATION);
        shop.ledger.transit().receive(id).orElseThrow();
        assertThat(shop.ledger.transit().receive(id).rejection()).contains(RejectionReason.SHIPMENT_OVER);
        assertThat(shop.ledger.transit().receive(new ShipmentId("none")).rejection())
                .contains(RejectionReason.UNKNOWN_SHIPMENT);
        shop.assertLevels("TEA@A=4", "TEA@IN-TRANSIT=0", "TEA@B=6");
        assertThat(shop.ledger.transit().shipments(Optional.empty(), 9))
                .extracting(Shipment::id)
                .isEqualTo(List.of(id));
    }

    /** What is in a truck cannot be sold from there. */
    @Test
    default void theWayIsNotForSale() {
        Shop shop = open().furnished().stocked("TEA@A=5");
        shop.ledger.registerLocation(Location.of("DHL")).orElseThrow();
        Ship sent = Ship.of("TEA", "A", "B", 5).via("DHL");
        assertThat(shop.send(sent).rejection()).contains(RejectionReason.LOCATION_SELLABLE);
        shop.ledger
                .changeLocation(Location.of("DHL").withSellability(Sellability.NOT_SELLABLE))
                .orElseThrow();
        shop.send(sent).orElseThrow();
        assertThat(shop.send(Reserve.of("TEA", 1)).isAccepted()).isFalse();
    }
}
