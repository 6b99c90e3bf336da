package dev.assay.detectors.model.safetensors;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.RestSource;
import dev.assay.engine.bytes.SliceSource;
import dev.assay.engine.bytes.TruncatedException;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.TensorNames;
import dev.assay.engine.tensor.TensorScan;
import dev.assay.engine.tensor.UnusedBytes;
import dev.assay.engine.text.JsonReader;
import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Safetensors: eight bytes of header length, a JSON header, and the tensors' bytes. Reads the header only, and holds it
 * to every rule of the format (the README of huggingface/safetensors, section "Format", and what {@code
 * safetensors/src/tensor.rs} checks). A rule that is broken is an anomaly, and reading goes on where it can.
 */
public final class SafetensorsDecoder implements Decoder {
    /** {@code MAX_HEADER_SIZE} of the reference implementation. */
    static final long MOST_HEADER_BYTES = 100_000_000;

    private static final int LENGTH_BYTES = 8;
    private static final int MOST_DEPTH = 64;
    private static final int MOST_TEXT_BYTES = 4 << 20; // tags of training data come to a megabyte

    /** How far into the head the magic looks for the header's first name. */
    private static final int MOST_SPACE = 64;

    /** A length of this size or more is not one that a writer got wrong, but some other format. */
    private static final long PLAUSIBLE_BYTES = 1L << 40;

    @Override
    public Format format() {
        return new Format("safetensors", SafetensorsDecoder::matches);
    }

    @Override
    public Access access() {
        return Access.SPARSE;
    }

    /** A plausible length with a JSON object behind it; by its name a file needs only the brace. */
    private static boolean matches(Head head) {
        int brace = significant(head, LENGTH_BYTES);
        if (head.at(brace) != '{') {
            return false;
        }
        if (head.extension().equals("safetensors")) {
            return true;
        }
        long length = head.i32le(0) & 0xffff_ffffL | (long) head.i32le(4) << 32;
        int first = head.at(significant(head, brace + 1));
        return length >= 2 && length < PLAUSIBLE_BYTES && (first == '"' || first == '}');
    }

    private static int significant(Head head, int from) {
        int i = from;
        while (i < from + MOST_SPACE && isSpace(head.at(i))) {
            i++;
        }
        return i;
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        Anomalies violations = new Anomalies("model/safetensors-");
        try (ByteReader reader = new ByteReader(in, budget);
                TensorNames.Builder names = out.partOfWhole() ? new TensorNames.Builder(budget) : null) {
            long length = headerLength(reader, in, violations);
            TensorTable tensors = new TensorTable(budget, violations);
            Inventory inventory = new Inventory(out);
            header(reader, LENGTH_BYTES + length, out, budget, tensors, names, violations, inventory);
            if (names != null) {
                out.fact(names.build());
            }
            TensorScan.of(inventory, in, out, budget);
            UnusedBytes unused = new UnusedBytes(in, out, budget);
            buffer(reader, in, out, tensors, violations, unused);
            unused.report();
        } finally {
            violations.report(out);
        }
    }

    private static long headerLength(ByteReader reader, ByteSource in, Anomalies violations) throws IOException {
        long length = reader.i64le();
        long known = in.sizeBytes();
        if (length < 0 || length > MOST_HEADER_BYTES) {
            String shown = Long.toUnsignedString(length);
            violations.add("oversized-header", 0, () -> "its length is given as " + shown + " bytes");
            throw new MalformedException(
                    0, "a header of " + shown + " bytes, when readers accept " + MOST_HEADER_BYTES + " at most");
        }
        if (known >= 0 && length > known - LENGTH_BYTES) {
            throw new TruncatedException(known, length - (known - LENGTH_BYTES));
        }
        return length;
    }

    private static void header(
            ByteReader reader,
            long end,
            Sink out,
            Budget budget,
            TensorTable tensors,
            TensorNames.@Nullable Builder names,
            Anomalies violations,
            Inventory inventory)
            throws IOException {
        JsonReader json = new JsonReader(reader, end, MOST_DEPTH, MOST_TEXT_BYTES);
        Token first = json.next();
        if (json.position() != LENGTH_BYTES) {
            violations.add("header-start", LENGTH_BYTES, () -> "the header begins with white space");
        }
        MalformedException.check(first == Token.BEGIN_OBJECT, json.position(), "the header is no JSON object");
        MetadataTexts texts = new MetadataTexts(out, budget, violations, inventory);
        try {
            new HeaderReader(json, tensors, names, violations, inventory, texts, end).readNames();
        } finally {
            texts.report();
        }
        inventory.end();
        while (reader.position() < end) {
            long at = reader.position();
            if (reader.u8() != ' ') {
                violations.add("padding", at, () -> "behind the JSON there is something that is not a space");
                reader.skip(end - reader.position());
            }
        }
    }

    /** The tensors' bytes are opaque and are not read, except to find the end of a stream that does not say its size. */
    private static void buffer(
            ByteReader reader, ByteSource in, Sink out, TensorTable tensors, Anomalies violations, UnusedBytes unused)
            throws IOException {
        long start = reader.position();
        long end = tensors.check(start, unused);
        long known = in.sizeBytes();
        if (known >= 0 && end > known - start) {
            out.opaque(known - start);
            throw new TruncatedException(known, end - (known - start));
        }
        out.opaque(end);
        if (known >= 0 && end == known - start) {
            return;
        }
        reader.skip(end);
        if (reader.atEnd()) {
            return;
        }
        long left = known < 0 ? ByteSource.UNKNOWN : known - start - end;
        violations.add(
                "trailing-data",
                start + end,
                () -> (left < 0 ? "there are bytes" : "there are " + left + " bytes") + " behind the last tensor");
        out.child(
                "trailing-data", in.seekable() ? new SliceSource(in, start + end, left) : new RestSource(reader, left));
    }
}
