package dev.inventoryledger.internal.json;

/**
 * JSON being written, without white space. Core has two dependencies and no third, and writing is the small half of JSON; nothing
 * here reads it. Used by one thread.
 */
public final class JsonText {
    private static final char FIRST_PRINTABLE = ' ';

    private final StringBuilder out = new StringBuilder();
    private boolean needsComma;

    public JsonText beginObject() {
        return open('{');
    }

    public JsonText endObject() {
        return close('}');
    }

    JsonText beginArray() {
        return open('[');
    }

    JsonText endArray() {
        return close(']');
    }

    private JsonText open(char bracket) {
        separate();
        out.append(bracket);
        needsComma = false;
        return this;
    }

    private JsonText close(char bracket) {
        out.append(bracket);
        needsComma = true;
        return this;
    }

    public JsonText field(String name, String text) {
        return name(name).text(text);
    }

    public JsonText name(String name) {
        text(name);
        out.append(':');
        needsComma = false;
        return this;
    }

    /** What is JSON already. */
    public JsonText raw(String json) {
        separate();
        out.append(json);
        return this;
    }

    JsonText text(String text) {
        separate();
        out.append('"');
        text.chars().forEach(each -> escape((char) each));
        out.append('"');
        return this;
    }

    private void escape(char each) {
        if (each == '"' || each == '\\') {
            out.append('\\').append(each);
        } else if (each < FIRST_PRINTABLE) {
            out.append("\\u%04x".formatted((int) each));
        } else {
            out.append(each);
        }
    }

    private void separate() {
        if (needsComma) {
            out.append(',');
        }
        needsComma = true;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
