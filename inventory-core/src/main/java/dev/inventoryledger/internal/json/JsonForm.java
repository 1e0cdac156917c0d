package dev.inventoryledger.internal.json;

/** How values of one type look in JSON. */
interface JsonForm {
    void write(Object value, JsonText out);

    /** Writes the JSON Schema of what it writes. */
    void schema(JsonText out);

    /** Whether a field of this form is left out where there is no value. */
    default boolean isOptional() {
        return false;
    }

    /** Whether the field is left out for this value. */
    default boolean isLeftOut(Object value) {
        return false;
    }
}
