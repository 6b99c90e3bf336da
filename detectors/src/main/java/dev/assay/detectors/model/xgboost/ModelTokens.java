package dev.assay.detectors.model.xgboost;

import dev.assay.engine.text.JsonReader;
import dev.assay.engine.text.JsonReader.Token;
import dev.assay.engine.wire.UbjsonReader;
import java.io.IOException;
import java.util.OptionalLong;

/** The tokens of a model, whichever of the two ways they are written in. */
sealed interface ModelTokens {
    Token next() throws IOException;

    String text();

    OptionalLong integer();

    long position();

    /** JSON. */
    record Json(JsonReader reader) implements ModelTokens {
        @Override
        public Token next() throws IOException {
            return reader.next();
        }

        @Override
        public String text() {
            return reader.text();
        }

        @Override
        public OptionalLong integer() {
            return reader.integer();
        }

        @Override
        public long position() {
            return reader.position();
        }
    }

    /** UBJSON. */
    record Ubjson(UbjsonReader reader) implements ModelTokens {
        @Override
        public Token next() throws IOException {
            return reader.next();
        }

        @Override
        public String text() {
            return reader.text();
        }

        @Override
        public OptionalLong integer() {
            return reader.integer();
        }

        @Override
        public long position() {
            return reader.position();
        }
    }
}
