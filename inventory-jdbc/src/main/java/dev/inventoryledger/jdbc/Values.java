package dev.inventoryledger.jdbc;

import dev.inventoryledger.Balance;
import dev.inventoryledger.CommandId;
import dev.inventoryledger.CommandType;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Lot;
import dev.inventoryledger.Movement;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Posting;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.StockStatus;
import dev.inventoryledger.spi.ClaimId;
import dev.inventoryledger.spi.ClaimRow;
import dev.inventoryledger.spi.Codec;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.Terms;
import java.sql.SQLException;

/** Values of one row each. */
final class Values {
    private Values() {}

    static LevelRow level(Row row) throws SQLException {
        return new LevelRow(
                key(row, 0),
                row.number(0),
                balance(row, 1),
                StockStatus.valueOf(row.text(3)),
                row.instant(0),
                row.maybeInstant(1),
                Terms.valueOf(row.text(4)));
    }

    static Posting posting(Row row) throws SQLException {
        return new Posting(
                key(row, 0),
                row.number(2),
                MovementType.valueOf(row.text(3)),
                row.maybeText(4).map(ReservationId::new),
                balance(row, 3),
                balance(row, 6),
                row.instant(0));
    }

    static Movement movement(Row row) throws SQLException {
        return new Movement(
                row.number(0),
                Math.toIntExact(row.number(1)),
                CommandType.valueOf(row.text(5)),
                origin(row, 6, 6),
                row.instant(1),
                posting(row));
    }

    static Document document(Row row) throws SQLException {
        DocumentKind kind = DocumentKind.valueOf(row.text(0));
        Record body = Codec.decode(kind.bodyType(), row.bytes());
        return new Document(new DocumentId(kind, row.text(1)), row.number(0), row.text(2), row.maybeInstant(0), body);
    }

    static ClaimRow claim(Row row) throws SQLException {
        ClaimId id = new ClaimId(ClaimId.Kind.valueOf(row.text(0)), row.text(1));
        return new ClaimRow(id, row.number(0), row.text(2));
    }

    /** The origin whose texts begin at one; the command's id may stand elsewhere. */
    static Origin origin(Row row, int firstText, int commandId) throws SQLException {
        return new Origin(
                new CommandId(row.text(commandId)),
                row.maybeText(firstText + 1),
                row.maybeText(firstText + 2),
                row.maybeText(firstText + 3));
    }

    /** A row of some table that belongs to nothing, by its own columns. */
    static String stray(Row row) throws SQLException {
        String names = row.text(1) + ", " + row.text(2);
        return row.text(0) + " " + row.number(0) + "/" + row.number(1) + " of " + names;
    }

    static StockKey key(Row row, int firstText) throws SQLException {
        return new StockKey(
                new Sku(row.text(firstText)),
                new LocationId(row.text(firstText + 1)),
                new Lot(row.text(firstText + 2)));
    }

    private static Balance balance(Row row, int firstNumber) throws SQLException {
        return new Balance(row.number(firstNumber), row.number(firstNumber + 1), row.number(firstNumber + 2));
    }
}
