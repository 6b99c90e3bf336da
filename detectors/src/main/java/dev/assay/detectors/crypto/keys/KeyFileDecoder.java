package dev.assay.detectors.crypto.keys;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.WholeBytes;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Families;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.wire.DerReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A file that is a key, a certificate or a store, in binary. */
public final class KeyFileDecoder implements Decoder {
    /** No store comes near; a list of revoked certificates may. */
    static final int MOST_BYTES = 32 << 20;

    /** Names of what is in ASN.1 if it is no text: cut off or made to mislead, it is still meant to be read as such. */
    private static final Set<String> NAMED = Set.of(
            "der", "cer", "crt", "key", "p8", "pk8", "p12", "pfx", "p7b", "p7c", "p7s", "p7m", "crl", "csr", "p10",
            "spc");

    private static final int LOOKED_AT = 16;

    /** Behind the first one. */
    private static final int MOST_STRUCTURES = 1_000;

    private final Blobs kind;
    private final Format format;

    private KeyFileDecoder(Blobs kind) {
        this.kind = kind;
        this.format = new Format(kind.id(), head -> matches(kind, head));
    }

    /** One decoder for each kind of file. */
    public static List<Decoder> all() {
        return Arrays.stream(Blobs.values()).map(KeyFileDecoder::of).toList();
    }

    private static Decoder of(Blobs kind) {
        return new KeyFileDecoder(kind);
    }

    /** Of ASN.1 the head shows all, or at least how it begins and that its length is that of the file. */
    private static boolean matches(Blobs kind, Head head) {
        return kind.begins(head.bytes(), head.length())
                || kind == Blobs.DER && (DerReading.begins(head) || isNamed(head) || isIndented(head));
    }

    private static boolean isIndented(Head head) {
        int from = DerReading.start(head.bytes(), head.length());
        return from > 0
                && head.at(from) == DerReader.SEQUENCE
                && DerReading.shape(head.bytes(), from, head.length()) != null;
    }

    /** A sequence by its first byte, which is a zero in texts. */
    private static boolean isNamed(Head head) {
        if (head.at(0) != DerReader.SEQUENCE || !NAMED.contains(head.extension())) {
            return false;
        }
        boolean isData = head.at(1) >= 0x80;
        for (int i = 1; i < LOOKED_AT && i < head.length(); i++) {
            isData |= head.at(i) < '\t';
        }
        return isData;
    }

    @Override
    public Format format() {
        return format;
    }

    @Override
    public Access access() {
        return Access.FORWARD;
    }

    @Override
    public boolean serves(Families asked) {
        return asked.has(CryptoUse.FAMILY);
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        try (WholeBytes whole = WholeBytes.read(in, budget, MOST_BYTES)) {
            long unread = in.sizeBytes() < 0 ? -1 : in.sizeBytes() - whole.length();
            Spot spot = new Spot(out, kind.id());
            if (!whole.isComplete()) {
                if (kind.readBeginning(whole.bytes(), whole.length(), spot)) {
                    out.opaque(Math.max(unread, 0));
                    return;
                }
                out.gap(
                        GapKind.LIMIT,
                        whole.length(),
                        "a store of more than " + MOST_BYTES + " bytes, or more than there is memory for",
                        unread);
                return;
            }
            rest(whole.bytes(), kind.read(whole.bytes(), whole.length(), spot), whole.length(), spot);
        }
    }

    /** What lies behind the first structure: more of them, as programs write a key behind its certificate, or nobody knows what. */
    private static void rest(byte[] bytes, int from, int to, Spot spot) throws MalformedException {
        int at = behindPadding(bytes, from, to);
        for (int i = 0; i < MOST_STRUCTURES && at < to; i++) {
            DerReading.Shape shape = DerReading.shape(bytes, at, to);
            if (shape == null) {
                break;
            }
            at = behindPadding(bytes, DerReading.readOne(shape, bytes, at, to, spot.behind(at)), to);
        }
        if (at < to) {
            spot.out().gap(GapKind.UNSUPPORTED, at, "what follows a key, certificate or store is not read", to - at);
        }
    }

    private static int behindPadding(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (bytes[at] == 0 || bytes[at] == '\n' || bytes[at] == '\r')) {
            at++;
        }
        return at;
    }
}
