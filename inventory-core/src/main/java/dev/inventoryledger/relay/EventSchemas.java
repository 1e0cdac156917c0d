package dev.inventoryledger.relay;

import dev.inventoryledger.event.AlertEvent;
import dev.inventoryledger.event.CatalogEvent;
import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.event.ReservationEvent;
import dev.inventoryledger.event.ShipmentEvent;
import dev.inventoryledger.event.StockEvent;
import dev.inventoryledger.event.SupplyEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The stable names of event types, and the JSON Schema of each type's data. */
public final class EventSchemas {
    private static final String PREFIX = "dev.inventoryledger.";

    /** A type whose data changes in a way that breaks its readers gets the next version here. */
    private static final String VERSION = ".v1";

    private EventSchemas() {}

    /**
     * {@return the stable name and version of an event's type, such as {@code dev.inventoryledger.stock-reserved.v1}}
     *
     * @param event the event's class
     */
    public static String typeOf(Class<? extends InventoryEvent> event) {
        String words = event.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-");
        return PREFIX + words.toLowerCase(Locale.ROOT) + VERSION;
    }

    /**
     * {@return the name of the schema of a type's data}
     *
     * @param type the type's stable name
     */
    public static URI nameOf(String type) {
        return URI.create("urn:inventory-ledger:schema:" + type);
    }

    /** {@return the JSON Schema of every type's data, by the type's stable name} */
    public static SortedMap<String, String> all() {
        SortedMap<String, String> all = new TreeMap<>();
        types().forEach(event -> all.put(typeOf(event), read(typeOf(event))));
        return all;
    }

    /** {@return the class of every event that there is} */
    static List<Class<? extends InventoryEvent>> types() {
        return Stream.<Class<?>>of(
                        CatalogEvent.class,
                        StockEvent.class,
                        ReservationEvent.Changed.class,
                        ShipmentEvent.class,
                        SupplyEvent.class,
                        AlertEvent.class)
                .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()))
                .<Class<? extends InventoryEvent>>map(event -> event.asSubclass(InventoryEvent.class))
                .toList();
    }

    private static String read(String type) {
        String file = "schema/" + type + ".json";
        try (InputStream in = EventSchemas.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
