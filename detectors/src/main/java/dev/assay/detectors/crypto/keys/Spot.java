package dev.assay.detectors.crypto.keys;

import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.report.GapKind;

/**
 * Where something stands, and where what is said of it goes.
 *
 * @param source as of a {@link CryptoUse}
 * @param line 0 where lines make no sense
 * @param column 0 where lines make no sense
 */
record Spot(Sink out, String source, long offsetBytes, int line, int column) {
    /** Of bytes that are no text. */
    Spot(Sink out, String source) {
        this(out, source, 0, 0, 0);
    }

    /** The same place, read as something else. */
    Spot as(String other) {
        return new Spot(out, other, offsetBytes, line, column);
    }

    /** A place behind this one, unless this is a text, whose places are those of what is written there. */
    Spot behind(long bytes) {
        return line > 0 ? this : new Spot(out, source, offsetBytes + bytes, 0, 0);
    }

    void key(String via, Traits traits) {
        fact(CryptoUse.Kind.KEY, via, traits);
    }

    void certificate(String via, Traits traits) {
        fact(CryptoUse.Kind.CERTIFICATE, via, traits);
    }

    void algorithm(String via, Traits traits) {
        fact(CryptoUse.Kind.ALGORITHM, via, traits);
    }

    private void fact(CryptoUse.Kind kind, String via, Traits traits) {
        out.fact(CryptoUse.of(
                kind,
                traits.algorithm(),
                traits.purpose(),
                traits.parameters(),
                source,
                via,
                offsetBytes,
                line,
                column));
    }

    void gap(GapKind kind, String reason) {
        out.gap(kind, offsetBytes, reason, -1);
    }
}
