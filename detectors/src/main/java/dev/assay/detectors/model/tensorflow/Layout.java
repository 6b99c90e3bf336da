package dev.assay.detectors.model.tensorflow;

import dev.assay.engine.wire.ProtobufShape;

/**
 * The files that TensorFlow writes as one protocol buffer, with field numbers as in {@code saved_model.proto}, {@code
 * meta_graph.proto}, {@code graph.proto} and {@code keras/protobuf/saved_metadata.proto}.
 */
enum Layout {
    SAVED_MODEL("tensorflow-saved-model", "saved_model.pb"),
    META_GRAPH("tensorflow-meta-graph", ""),
    GRAPH("tensorflow-graph", ""),
    KERAS_METADATA("keras-metadata", "keras_metadata.pb");

    private final String id;
    private final String fileName;

    Layout(String id, String fileName) {
        this.id = id;
        this.fileName = fileName;
    }

    String id() {
        return id;
    }

    /** The name under which loaders look for it, whatever is in it; empty if there is none. */
    String fileName() {
        return fileName;
    }

    ProtobufShape shape() {
        return switch (this) {
            case SAVED_MODEL -> Shapes.SAVED_MODEL;
            case META_GRAPH -> Shapes.META_GRAPH;
            case GRAPH -> Shapes.GRAPH;
            case KERAS_METADATA -> Shapes.KERAS_METADATA;
        };
    }

    private static final class Shapes {
        static final ProtobufShape NODE =
                new ProtobufShape().name(1, 2).text(3, 4).bytes(5, 6, 7).needs(1, 2);
        static final ProtobufShape OPERATOR =
                new ProtobufShape().name(1).bytes(2, 3, 4, 8).text(5, 6, 20).number(16, 17, 18, 19, 21);
        static final ProtobufShape FUNCTION =
                new ProtobufShape().message(1, OPERATOR).message(3, NODE).bytes(4, 5, 6, 7, 8);
        static final ProtobufShape LIBRARY =
                new ProtobufShape().message(1, FUNCTION).bytes(2, 3);
        static final ProtobufShape GRAPH = new ProtobufShape()
                .message(1, NODE)
                .message(2, LIBRARY)
                .number(3)
                .bytes(4, 5);
        static final ProtobufShape LISTED_OPERATOR = new ProtobufShape()
                .name(1)
                .bytes(2, 3, 4, 8)
                .text(5, 6, 20)
                .number(16, 17, 18, 19, 21)
                .needs(1, 4);
        static final ProtobufShape META_INFO = new ProtobufShape()
                .text(1, 5, 6)
                .message(2, new ProtobufShape().message(1, LISTED_OPERATOR))
                .bytes(3, 8)
                .text(4)
                .number(7);
        static final ProtobufShape META_GRAPH =
                new ProtobufShape().message(1, META_INFO).message(2, GRAPH).bytes(3, 4, 5, 6, 7);
        static final ProtobufShape SAVED_MODEL = new ProtobufShape().number(1).message(2, META_GRAPH);
        static final ProtobufShape SAVED_OBJECT =
                new ProtobufShape().number(2).name(3, 4).text(5).bytes(6).needs(3, 4);
        static final ProtobufShape KERAS_METADATA = new ProtobufShape().message(1, SAVED_OBJECT);
    }
}
