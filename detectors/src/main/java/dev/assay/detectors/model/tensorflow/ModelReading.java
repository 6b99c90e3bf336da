package dev.assay.detectors.model.tensorflow;

import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.EmbeddedTexts;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Property;
import dev.assay.engine.text.OutsidePath;
import dev.assay.engine.wire.ProtobufReader;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * What lies around the graphs: the messages SavedModel, MetaGraphDef, AssetFileDef, SavedObjectGraph and Keras's
 * SavedMetadata. Belongs to one decoding.
 */
final class ModelReading {
    /** Larger fields that no schema knows are looked at by themselves. */
    private static final int MOST_PLAIN_UNKNOWN_BYTES = 64;

    private final GraphReading graphs;
    private final ProtobufReader in;
    private final ByteSource source;
    private final Sink out;
    private final Inventory inventory;
    private long objects;

    ModelReading(GraphReading graphs, ByteSource source, Sink out) {
        this.graphs = graphs;
        this.in = graphs.in();
        this.source = source;
        this.out = out;
        this.inventory = new Inventory(out);
    }

    void read(Layout layout) throws IOException {
        inventory.property(Property.FRAMEWORK, layout == Layout.KERAS_METADATA ? "Keras" : "TensorFlow", -1);
        switch (layout) {
            case SAVED_MODEL -> each(this::savedModelField);
            case META_GRAPH -> {
                Set<Integer> seen = new HashSet<>();
                each(() -> metaGraphField(seen));
            }
            case GRAPH ->
                each(() -> {
                    if (!graphs.graphField()) {
                        unknown();
                    }
                });
            case KERAS_METADATA ->
                each(() -> {
                    if (in.delimited() == 1) {
                        in.message(this::kerasObjectField);
                    } else {
                        unknown();
                    }
                });
        }
    }

    private void each(ProtobufReader.Fields fields) throws IOException {
        while (in.next()) {
            fields.field();
        }
    }

    private void savedModelField() throws IOException {
        if (in.delimited() == 2) {
            Set<Integer> seen = new HashSet<>();
            in.message(() -> metaGraphField(seen));
        } else if (in.varint() != 1) {
            unknown();
        }
    }

    private void metaGraphField(Set<Integer> seen) throws IOException {
        int field = in.delimited();
        if ((field == 2 || field == 7) && !seen.add(field)) {
            graphs.anomalies()
                    .add(
                            "duplicate-field",
                            in.position(),
                            () -> "its " + (field == 2 ? "graph" : "objects") + " are there more than once");
        }
        switch (field) {
            case 1 -> {
                if (inventory.isWanted()) {
                    in.message(this::infoField);
                }
            }
            case 3, 5 -> {}
            case 2 -> in.message(graphs::graphField);
            case 4 -> in.message(this::collectionField);
            case 6 -> asset();
            case 7 -> in.message(this::objectGraphField);
            default -> unknown();
        }
    }

    /** A MetaInfoDef: who wrote the graph, and what for. */
    private void infoField() throws IOException {
        switch (in.delimited()) {
            case 1 -> inventory.property(Property.VERSION, in.text(GraphReading.MOST_TEXT), in.position());
            case 4 -> inventory.metadata("tag", in.text(GraphReading.MOST_TEXT), in.position());
            case 5 -> inventory.property(Property.FRAMEWORK_VERSION, in.text(GraphReading.MOST_TEXT), in.position());
            default -> {}
        }
    }

    private void unknown() throws IOException {
        int field = in.field();
        graphs.anomalies().add("unknown-field", in.position(), () -> "a field " + field);
        if (in.delimited() != 0 && in.length() > MOST_PLAIN_UNKNOWN_BYTES) {
            graphs.budget().spendEntry();
            out.child("unknown-field-" + field, in.payload(source));
        }
    }

    /** An entry of the map from names to CollectionDef, of which lists of texts may hold anything. */
    private void collectionField() throws IOException {
        if (in.delimited() != 2) {
            return;
        }
        in.message(() -> {
            if (in.delimited() == 1 || in.delimited() == 2) {
                in.message(() -> {
                    if (in.delimited() == 1) {
                        graphs.code("collection");
                    }
                });
            }
        });
    }

    /** A file below {@code assets/}, which the loader opens by joining the name to that folder. */
    private void asset() throws IOException {
        long at = in.position();
        in.message(() -> {
            if (in.delimited() == 2) {
                String name = in.text(GraphReading.MOST_TEXT);
                OutsidePath.reason(name)
                        .ifPresent(reason -> graphs.anomalies()
                                .add(
                                        "asset-path",
                                        at,
                                        () -> "the asset " + GraphReading.shown(name) + ", which " + reason));
            }
        });
    }

    private void objectGraphField() throws IOException {
        if (in.delimited() == 1) {
            String place = "objects/" + objects++;
            in.message(() -> {
                if (in.delimited() == 4) {
                    in.message(() -> {
                        if (in.delimited() == 3) {
                            metadata(place);
                        }
                    });
                }
            });
        }
    }

    private void kerasObjectField() throws IOException {
        if (in.delimited() == 5) {
            metadata("objects/" + objects++);
        }
    }

    /** What Keras needs to make the object again, as JSON. */
    private void metadata(String place) throws IOException {
        long at = in.position();
        long size = in.length();
        byte[] json = in.bytes(EmbeddedTexts.MOST_BYTES);
        if (KerasMetadata.hasLambda(json, graphs.budget())) {
            graphs.anomalies().add("keras-lambda", at, () -> "the object at " + place + " is one");
        }
        graphs.texts().add(place + "/metadata", json, size, at);
    }
}
