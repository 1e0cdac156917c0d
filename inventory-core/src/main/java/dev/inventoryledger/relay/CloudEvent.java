package dev.inventoryledger.relay;

import dev.inventoryledger.internal.json.JsonText;
import java.net.URI;
import java.time.Instant;

/**
 * An event as it leaves the house, by CloudEvents 1.0. Source and id together name it for ever, so that consumers can tell an event
 * that comes again. Immutable.
 *
 * @param id its entry's position and its place in that entry, such as {@code 4711-2}
 * @param source the host's own name for this ledger, one for each tenant
 * @param type its stable name and version, such as {@code dev.inventoryledger.stock-reserved.v1}
 * @param subject what it happened to, such as {@code stock/TEA@MAIN} or {@code reservation/R1}
 * @param time when it was recorded
 * @param partitionKey what a broker keeps in order, by CloudEvents' partitioning extension: the subject
 * @param dataSchema names the JSON Schema of its data, see {@link EventSchemas}
 * @param data the event in JSON
 */
public record CloudEvent(
        String id,
        URI source,
        String type,
        String subject,
        Instant time,
        String partitionKey,
        URI dataSchema,
        String data) {
    /** The media type of the data. */
    public static final String DATA_CONTENT_TYPE = "application/json";

    /** {@return the whole event in CloudEvents' JSON format, {@code application/cloudevents+json}} */
    public String toJson() {
        return new JsonText()
                .beginObject()
                .field("specversion", "1.0")
                .field("id", id)
                .field("source", source.toString())
                .field("type", type)
                .field("subject", subject)
                .field("time", time.toString())
                .field("partitionkey", partitionKey)
                .field("datacontenttype", DATA_CONTENT_TYPE)
                .field("dataschema", dataSchema.toString())
                .name("data")
                .raw(data)
                .endObject()
                .toString();
    }
}
