package dev.inventoryledger.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.internal.json.JsonForms;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What leaves the house today is what left it yesterday: types, payloads and schemas are promises to other systems. */
class RelayTest {
    private static final Relay RELAY = new Relay(URI.create("/shops/1"), events -> {});

    static Stream<InventoryEvent> samples() {
        return Samples.all().stream();
    }

    private static String type(InventoryEvent event) {
        return EventSchemas.typeOf(event.getClass());
    }

    private static String schemaNow(Class<? extends InventoryEvent> event) {
        String type = EventSchemas.typeOf(event);
        return JsonForms.schema(EventSchemas.nameOf(type).toString(), event.asSubclass(Record.class)) + "\n";
    }

    /** Run by hand where an event type is new, or gains what its readers may ignore: writes schemas and payloads as they are now. */
    public static void main(String[] args) throws IOException {
        for (InventoryEvent event : Samples.all()) {
            String file = type(event) + ".json";
            Files.writeString(
                    Path.of("src/main/resources/dev/inventoryledger/relay/schema", file), schemaNow(event.getClass()));
            Files.writeString(
                    Path.of("src/test/resources/dev/inventoryledger/relay", file),
                    RELAY.cloudEvent(event).toJson() + "\n");
        }
    }

    @Test
    void everyTypeHasItsSample() {
        assertThat(samples().map(InventoryEvent::getClass).toList()).hasSameElementsAs(EventSchemas.types());
    }

    @Test
    void everyTypeHasASchemaThatFitsTheCode() {
        assertThat(EventSchemas.all()).hasSize(EventSchemas.types().size());
        EventSchemas.types()
                .forEach(event -> assertThat(EventSchemas.all().get(EventSchemas.typeOf(event)))
                        .isEqualTo(schemaNow(event)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void yesterdaysPayloadIsTodays(InventoryEvent event) throws IOException {
        assertThat(RELAY.cloudEvent(event).toJson() + "\n").isEqualTo(pinned(event));
    }

    private static String pinned(InventoryEvent event) throws IOException {
        String file = type(event) + ".json";
        try (InputStream in = RelayTest.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyPayloadIsValidByItsSchemaAndWithoutAFieldItIsNot(InventoryEvent event) {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(EventSchemas.all().get(type(event)));
        String data = RELAY.cloudEvent(event).data();
        assertThat(validate(schema, data)).isEmpty();
        assertThat(validate(schema, data.replace("\"position\":4711", "\"place\":4711")))
                .isNotEmpty();
        assertThat(validate(schema, data.replace("\"position\":4711", "\"position\":\"4711\"")))
                .isNotEmpty();
    }

    private static Set<ValidationMessage> validate(JsonSchema schema, String data) {
        return schema.validate(data, InputFormat.JSON);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void othersReadItAsACloudEvent(InventoryEvent event) {
        CloudEvent sent = RELAY.cloudEvent(event);
        io.cloudevents.CloudEvent read =
                new JsonFormat().deserialize(sent.toJson().getBytes(StandardCharsets.UTF_8));
        assertThat(read.getSpecVersion()).isEqualTo(io.cloudevents.SpecVersion.V1);
        assertThat(List.of(read.getId(), read.getSource(), read.getType()))
                .isEqualTo(List.of("4711-2", URI.create("/shops/1"), sent.type()));
        assertThat(read.getSubject()).isEqualTo(event.subject());
        assertThat(read.getExtension("partitionkey")).isEqualTo(event.subject());
        assertThat(Objects.requireNonNull(read.getTime()).toInstant()).isEqualTo(Instant.parse("2026-01-31T10:00:00Z"));
        assertThat(read.getDataContentType()).isEqualTo("application/json");
        assertThat(Objects.requireNonNull(read.getData()).toBytes()).isNotEmpty();
    }

    @Test
    void typesAreNamedForGood() {
        assertThat(EventSchemas.all().keySet())
                .contains(
                        "dev.inventoryledger.stock-reserved.v1",
                        "dev.inventoryledger.low-stock-detected.v1",
                        "dev.inventoryledger.back-in-stock.v1");
    }

    @Test
    void stockIsKeyedByItsKeyAndAReservationById() {
        assertThat(samples().map(InventoryEvent::subject).distinct())
                .containsExactlyInAnyOrder(
                        "item/TEA",
                        "location/A",
                        "stock/TEA \"x\" 🍵@A#L-1",
                        "stock/TEA \"x\" 🍵@A",
                        "reservation/R1",
                        "shipment/S1",
                        "supply/TEA/PO-1",
                        "command/order-1");
    }
}
