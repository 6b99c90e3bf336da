package dev.assay.detectors.model.cntk;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.wire.ProtobufReader;
import dev.assay.engine.wire.ProtobufShape;
import java.io.IOException;

/**
 * A model of CNTK 2, a Dictionary by {@code CNTK.proto}: names with values, which may be dictionaries again. Reads all of
 * its texts; arrays are opaque.
 */
public final class CntkDecoder implements Decoder {
    private static final ProtobufShape VALUE = new ProtobufShape()
            .number(1, 2, 3, 4, 5)
            .fixed32(6)
            .fixed64(7)
            .bytes(8, 9, 10, 11, 12, 13)
            .needs(1, 2);

    private static final ProtobufShape ENTRY = new ProtobufShape().name(1).message(2, VALUE);

    private static final ProtobufShape DICTIONARY =
            new ProtobufShape().number(1).message(2, ENTRY);

    @Override
    public Format format() {
        return new Format("cntk", CntkDecoder::matches);
    }

    /** By its name a file needs only to begin like one. */
    private static boolean matches(Head head) {
        boolean named = head.extension().equals("cmf") || head.extension().equals("dnn");
        return named && head.at(0) == 0x08 && head.at(2) == 0x12 || DICTIONARY.matches(head);
    }

    @Override
    public Access access() {
        return Access.SPARSE;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        try (ByteReader reader = new ByteReader(in, budget);
                DictionaryReading reading = new DictionaryReading(new ProtobufReader(reader), out, budget)) {
            reading.read();
        }
    }
}
