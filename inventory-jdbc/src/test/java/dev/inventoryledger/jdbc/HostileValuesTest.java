package dev.inventoryledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.Movement;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.StockLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts that were made to break something come back to the byte, and are told apart. */
class HostileValuesTest {
    private static List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(
                "'; drop table inventory_level; --",
                "\"quoted\" 'single' `back` $$dollar$$ \\backslash\\ %like_ {brace} [bracket]",
                "?1 :name ${prefix} #{spel} <xml/> &amp;",
                " leading",
                "trailing ",
                "trailing  ",
                "trailing",
                "TRAILING",
                "é",
                "e\u0301",
                "ß",
                "ss",
                "İi",
                "Ⅳ",
                "漢字",
                "\u200e\u202e\u200b",
                "\ufdd0\uffff",
                "null",
                "NaN",
                "0"));
        for (int plane = 0; plane <= 16; plane++) {
            texts.add(new String(Character.toChars(plane * 0x10000 + 0x0abc)));
        }
        texts.add("\uffff".repeat(100));
        texts.add("\ud83d\ude00".repeat(50));
        return texts;
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void everyTextComesBackToTheByte(Dialect dialect) {
        try (HikariDataSource dataSource = dialect == Dialect.H2
                ? Databases.h2("TRANSACTION_READ_COMMITTED")
                : Databases.postgres("TRANSACTION_READ_COMMITTED")) {
            JdbcStockStore store = Databases.newTenant(dataSource);
            InventoryLedger ledger = InventoryLedger.over(store).build();
            List<String> texts = texts();
            for (int i = 0; i < texts.size(); i++) {
                send(ledger, texts.get(i), i + 1);
            }
            InventoryLedger reader = InventoryLedger.over(store).build();
            for (int i = 0; i < texts.size(); i++) {
                check(reader, texts.get(i), i + 1);
            }
            assertThat(reader.items(Optional.empty(), 1_000)).hasSameSizeAs(texts);
            assertThat(reader.audit().violations()).isEmpty();
        }
    }

    private static void send(InventoryLedger ledger, String text, int units) {
        Origin origin = Origin.of("receive " + text.substring(0, Math.min(text.length(), 80)))
                .by(text)
                .because(text)
                .referringTo(text);
        ledger.registerLocation(Location.of(text)).orElseThrow();
        ledger.registerItem(Item.of(text, text)).orElseThrow();
        ledger.execute(new Receive(origin, List.of(new StockLine(StockKey.of(text, text, text), 100))))
                .orElseThrow();
        ledger.execute(Reserve.of(Line.of(text, units).at(text).ofLot(text))
                        .as(text)
                        .forOrder(text)
                        .forOwner(text)
                        .with(Origin.of(text)))
                .orElseThrow();
    }

    private static void check(InventoryLedger ledger, String text, int units) {
        assertThat(ledger.item(text)).contains(Item.of(text, text));
        assertThat(ledger.level(StockKey.of(text, text, text)).reserved()).isEqualTo(units);
        Reservation reservation =
                ledger.reservations(ReservationQuery.ofOrder(text)).get(0);
        assertThat(reservation.id().value()).isEqualTo(text);
        assertThat(ledger.reservations(ReservationQuery.ofOwner(text))).containsExactly(reservation);
        List<Movement> movements = ledger.movements(MovementQuery.all().ofSku(text));
        assertThat(movements).hasSize(2);
        assertThat(movements.get(0).origin().actor()).contains(text);
        assertThat(movements.get(0).origin().reason()).contains(text);
        assertThat(movements.get(0).origin().reference()).contains(text);
        assertThat(movements.get(1).origin().commandId().value()).isEqualTo(text);
    }
}
