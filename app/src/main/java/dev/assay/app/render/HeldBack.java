package dev.assay.app.render;

import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** JSON objects that come while another array of the report is being written, and must wait until it ends. */
final class HeldBack {
    private final HeldBytes held = new HeldBytes();
    private final JsonGenerator json = Json.compact(held.in());

    /** @param fields writes the fields of one object */
    void add(Consumer<JsonGenerator> fields) {
        json.writeStartObject();
        fields.accept(json);
        json.writeEndObject();
    }

    /** Writes all as elements of the array that has been begun. To be called once. */
    void writeTo(JsonGenerator out) {
        json.close();
        try (JsonParser parser = Json.factory().createParser(ObjectReadContext.empty(), held.out())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                out.copyCurrentStructure(parser);
            }
        }
    }
}
