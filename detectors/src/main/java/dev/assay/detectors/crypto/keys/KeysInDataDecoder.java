package dev.assay.detectors.crypto.keys;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Families;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.decode.TextTap;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.text.Literals;
import dev.assay.engine.text.Literals.Literal;
import dev.assay.engine.text.Window;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Blocks with a label, as {@code -----BEGIN PRIVATE KEY-----}, within bytes that are no text: programs, images of firmware, databases,
 * property lists. Says nothing of what the bytes are. Of large ones only the beginning and the end are looked through. Immutable.
 */
public final class KeysInDataDecoder implements Decoder {
    /** At each end. */
    static final int MOST_BYTES = 32 << 20;

    /** As far as this the head is looked at for what no text has. */
    private static final int LOOKED_AT = 4096;

    /** How far before and behind a literal the window must reach: a label with its marks. */
    private static final int REACH = 256;

    /** What is compressed, and what holds tensors or pictures: nothing stands there as it is, and these are the large ones. */
    private static final List<String> OTHERS = List.of(
            "PK\3\4",
            "\u001f\u008b",
            "\u00fd7zXZ",
            "(\u00b5/\u00fd",
            "BZh",
            "7z\u00bc\u00af",
            "Rar!",
            "\u0089PNG",
            "\u00ff\u00d8\u00ff",
            "GIF8",
            "RIFF",
            "OggS",
            "fLaC",
            "GGUF",
            "ggml",
            "\u0089HDF",
            "\u0093NUMPY",
            "PAR1",
            "wOF2");

    private final KeyTap tap;
    private final Literals armour;
    private final int number;
    private final Format format = new Format("keys-in-data", KeysInDataDecoder::matches, true);

    public KeysInDataDecoder() {
        tap = new KeyTap();
        number = tap.pem();
        armour = new Literals(List.<Literal>of(tap.literals().get(number)));
    }

    private static boolean matches(Head head) {
        int length = Math.min(head.length(), LOOKED_AT);
        boolean isData = false;
        for (int i = 0; i < length && !isData; i++) {
            isData = head.at(i) == 0;
        }
        return isData && OTHERS.stream().noneMatch(start -> head.has(0, start)) && !isTensors(head);
    }

    /** Pickles of the protocols that have a mark, tars, and safetensors: a length and a JSON object. */
    private static boolean isTensors(Head head) {
        return head.at(0) == 0x80 && head.at(1) <= 5
                || head.has(257, "ustar")
                || head.at(8) == '{' && head.at(6) == 0 && head.at(7) == 0
                || head.has(4, "ftyp");
    }

    @Override
    public Format format() {
        return format;
    }

    @Override
    public Access access() {
        return Access.SPARSE;
    }

    @Override
    public boolean serves(Families asked) {
        return asked.has(CryptoUse.FAMILY);
    }

    @Override
    public boolean interprets() {
        return false;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        long size = in.sizeBytes();
        boolean isAll = size >= 0 && size <= 2L * MOST_BYTES;
        look(in, 0, isAll ? size : MOST_BYTES, out, budget);
        if (!isAll && size >= 0 && in.seekable()) {
            look(in, size - MOST_BYTES, size, out, budget);
        }
    }

    private void look(ByteSource in, long from, long to, Sink out, Budget budget) throws IOException {
        byte[] block = budget.memory().buffers().take();
        byte[] read = budget.memory().buffers().take();
        try (TextTap.Pass pass = tap.beginInData(out, from, budget)) {
            Window window = new Window(block, REACH, REACH, (at, first, end) -> {
                armour.search(at.bytes(), first, end, at.end(), (_, index) -> pass.at(number, index));
                pass.piece(at, first, end);
            });
            long position = from;
            while (position < to) {
                ByteBuffer into = ByteBuffer.wrap(read, 0, (int) Math.min(read.length, to - position));
                int n = in.read(position, into);
                if (n < 0) {
                    break;
                }
                budget.spendBytes(n);
                window.accept(read, 0, n);
                position += n;
            }
            window.finish();
            pass.finish();
        } finally {
            budget.memory().buffers().give(read);
            budget.memory().buffers().give(block);
        }
    }
}
