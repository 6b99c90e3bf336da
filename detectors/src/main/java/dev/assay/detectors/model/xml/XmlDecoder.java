package dev.assay.detectors.model.xml;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Sink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A document of XML, read forward by {@link XmlReading}. Nothing is expanded and nothing is fetched: what a parser would
 * expand or fetch is what is told.
 */
public final class XmlDecoder implements Decoder {
    private final XmlKind kind;

    private XmlDecoder(XmlKind kind) {
        this.kind = kind;
    }

    /** One decoder for each kind. */
    public static List<Decoder> all() {
        List<Decoder> all = new ArrayList<>();
        for (XmlKind kind : XmlKind.values()) {
            all.add(new XmlDecoder(kind));
        }
        return all;
    }

    @Override
    public Format format() {
        return new Format(kind.format(), kind.magic());
    }

    @Override
    public Access access() {
        return Access.FORWARD;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        try (ByteReader reader = new ByteReader(in, budget)) {
            new XmlReading(reader, out, kind).run();
        }
    }
}
