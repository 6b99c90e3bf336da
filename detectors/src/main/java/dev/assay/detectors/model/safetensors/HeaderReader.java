package dev.assay.detectors.model.safetensors;

import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.fact.TensorNames;
import dev.assay.engine.text.JsonReader;
import dev.assay.engine.text.NameSet;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads the header's JSON token by token: {@code __metadata__}, and for each tensor dtype, shape and data_offsets. */
final class HeaderReader {
    /** More are not kept for the inventory; libraries allow 64 at most. */
    private static final int MOST_DIMENSIONS = 64;

    private static final int LONGEST_NAME = 64 * 1024;

    private final JsonReader json;
    private final TensorTable tensors;
    private final TensorNames.@Nullable Builder names;
    private final Anomalies violations;
    private final Inventory inventory;
    private final MetadataTexts texts;
    private final long dataStart;
    private boolean metadataSeen;

    /**
     * @param names gets the tensors' names, if somebody wants them
     * @param dataStart where offsets count from in the file
     */
    HeaderReader(
            JsonReader json,
            TensorTable tensors,
            TensorNames.@Nullable Builder names,
            Anomalies violations,
            Inventory inventory,
            MetadataTexts texts,
            long dataStart) {
        this.inventory = inventory;
        this.texts = texts;
        this.dataStart = dataStart;
        this.json = json;
        this.tensors = tensors;
        this.names = names;
        this.violations = violations;
    }

    /** Reads on from the header's opening brace to its closing one. */
    void readNames() throws IOException {
        while (json.next() == Token.NAME) {
            if (json.isWhole() && json.text().equals("__metadata__")) {
                metadata();
            } else {
                tensor();
            }
        }
    }

    /** "A special key __metadata__ is allowed to contain free form string-to-string map." */
    private void metadata() throws IOException {
        if (metadataSeen) {
            violations.add("duplicate-key", json.position(), () -> "__metadata__ is there twice");
        }
        metadataSeen = true;
        Token first = json.next();
        if (first != Token.BEGIN_OBJECT) {
            violations.add("metadata", json.position(), () -> "__metadata__ is not a map");
            json.skipRest(first);
            return;
        }
        NameSet keys = new NameSet();
        while (json.next() == Token.NAME) {
            String key = json.text();
            tensors.spendName();
            if (!keys.add(key, json.isWhole())) {
                violations.add("duplicate-key", json.position(), () -> "the metadata has " + Quoted.of(key) + " twice");
            }
            Token value = json.next();
            if (value != Token.STRING) {
                violations.add("metadata", json.position(), () -> Quoted.of(key) + " of the metadata is no string");
                json.skipRest(value);
            } else {
                texts.see(key, json.text(), json.isWhole(), json.position());
            }
        }
    }

    private void tensor() throws IOException {
        String name = json.text();
        long at = json.position();
        tensors.spendName();
        if (!tensors.names().add(name, json.isWhole())) {
            violations.add("duplicate-key", at, () -> "the tensor " + Quoted.of(name) + " is there twice");
        }
        if (names != null) {
            names.add(name, at, 0);
        }
        if (name.length() > LONGEST_NAME) {
            violations.add("header-structure", at, () -> "the name " + Quoted.of(name) + " is longer than 64 KB");
        }
        Token first = json.next();
        if (first != Token.BEGIN_OBJECT) {
            violations.add("header-structure", at, () -> "the tensor " + Quoted.of(name) + " is not a map");
            json.skipRest(first);
            return;
        }
        Fields fields = new Fields();
        while (json.next() == Token.NAME) {
            field(name, fields);
        }
        String dtype = fields.dtype;
        long[] offsets = fields.offsets;
        if (dtype == null || !fields.shapeSeen || offsets == null) {
            violations.add(
                    "header-structure",
                    at,
                    () -> "the tensor " + Quoted.of(name) + " lacks a valid dtype, shape or data_offsets");
        }
        if (offsets != null) {
            tensors.add(name, at, dtype, fields.elements, offsets[0], offsets[1]);
        }
        if (offsets != null && dtype != null && fields.elements >= 0) {
            inventory.tensor(
                    name, dtype, fields.dimensions, dataStart + offsets[0], Math.max(offsets[1] - offsets[0], 0));
        }
    }

    /** What was read of one tensor. */
    private static final class Fields {
        @Nullable
        String dtype;

        long @Nullable [] offsets;
        /** The shape's product; -1 when it does not fit, or when there is no valid shape. */
        long elements = -1;

        /** The shape's first numbers, for the inventory. */
        final List<Long> dimensions = new ArrayList<>(4);

        boolean shapeSeen;
        boolean dtypeNamed;
        boolean shapeNamed;
        boolean offsetsNamed;
    }

    private void field(String tensor, Fields fields) throws IOException {
        String field = json.text();
        long at = json.position();
        boolean repeated = false;
        switch (field) {
            case "dtype" -> {
                repeated = fields.dtypeNamed;
                fields.dtypeNamed = true;
                Token value = json.next();
                fields.dtype = value == Token.STRING && json.isWhole() ? json.text() : null;
                json.skipRest(value);
            }
            case "shape" -> {
                repeated = fields.shapeNamed;
                fields.shapeNamed = true;
                shape(tensor, fields);
            }
            case "data_offsets" -> {
                repeated = fields.offsetsNamed;
                fields.offsetsNamed = true;
                fields.offsets = offsets();
            }
            default -> {
                violations.add(
                        "unknown-field",
                        at,
                        () -> "the tensor " + Quoted.of(tensor) + " has the field " + Quoted.of(field));
                json.skipValue();
            }
        }
        if (repeated) {
            violations.add(
                    "duplicate-key", at, () -> field + " of the tensor " + Quoted.of(tensor) + " is there twice");
        }
    }

    private void shape(String tensor, Fields fields) throws IOException {
        Token first = json.next();
        fields.shapeSeen = first == Token.BEGIN_ARRAY;
        fields.elements = -1;
        if (!fields.shapeSeen) {
            json.skipRest(first);
            return;
        }
        long product = 1;
        boolean valid = true;
        for (Token item = json.next(); item != Token.END_ARRAY; item = json.next()) {
            OptionalLong dimension = item == Token.NUMBER ? json.integer() : OptionalLong.empty();
            json.skipRest(item);
            valid &= dimension.isPresent() && dimension.getAsLong() >= 0;
            product = valid ? multiply(product, dimension.getAsLong()) : -1;
            if (valid && fields.dimensions.size() < MOST_DIMENSIONS) {
                fields.dimensions.add(dimension.getAsLong());
            }
        }
        if (!valid) {
            violations.add(
                    "header-structure",
                    json.position(),
                    () -> "the shape of " + Quoted.of(tensor) + " holds something that is no size");
        } else if (product < 0) {
            violations.add("size", json.position(), () -> "the shape of " + Quoted.of(tensor) + " overflows 64 bits");
        }
        fields.elements = product;
    }

    /** The product, or -1 once it does not fit; as in the reference, a later zero does not mend that. */
    private static long multiply(long product, long dimension) {
        return product < 0 || Math.multiplyHigh(product, dimension) != 0 || product * dimension < 0
                ? -1
                : product * dimension;
    }

    /** The pair, or null if it is not two whole numbers of zero or more. */
    private long @Nullable [] offsets() throws IOException {
        Token first = json.next();
        if (first != Token.BEGIN_ARRAY) {
            json.skipRest(first);
            return null;
        }
        long[] pair = new long[2];
        int n = 0;
        boolean valid = true;
        for (Token item = json.next(); item != Token.END_ARRAY; item = json.next()) {
            OptionalLong offset = item == Token.NUMBER ? json.integer() : OptionalLong.empty();
            json.skipRest(item);
            valid &= n < 2 && offset.isPresent() && offset.getAsLong() >= 0;
            if (valid) {
                pair[n] = offset.getAsLong();
            }
            n++;
        }
        return valid && n == 2 ? pair : null;
    }
}
