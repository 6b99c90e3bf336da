package dev.assay.app.render;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * JSON objects that come while another array of the report is being written, and must wait until it ends. Kept deflated
 * in memory: a million gaps of one kind, which are 250 MB as JSON, take a twentieth of that, and no file is needed.
 */
final class HeldBack {
    private final ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    private final DeflaterOutputStream deflater = new DeflaterOutputStream(deflated);
    private final JsonGenerator json = Json.compact(deflater);

    /** @param fields writes the fields of one object */
    void add(Consumer<JsonGenerator> fields) {
        json.writeStartObject();
        fields.accept(json);
        json.writeEndObject();
    }

    /** Writes all as elements of the array that has been begun. To be called once. */
    void writeTo(JsonGenerator out) {
        json.close();
        try {
            deflater.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (JsonParser parser = Json.factory()
                .createParser(
                        ObjectReadContext.empty(),
                        new InflaterInputStream(new ByteArrayInputStream(deflated.toByteArray())))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                out.copyCurrentStructure(parser);
            }
        }
    }
}
