package dev.assay.detectors.model.llamafile;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Inventory;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.fact.Property;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Rows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A llamafile (github.com/mozilla-ai/llamafile): a program that is a zip as well, with models among its members. The program
 * and the members are other decoders' work; this one knows that they are one thing, and reads the arguments that it brings.
 */
public final class LlamafileDecoder implements Decoder {
    private static final String ENDING = "llamafile";

    /** {@code .args} has a line for each argument. */
    private static final int MOST_ARGUMENT_BYTES = 64 * 1024;

    /** Read with the first argument. */
    private static final class Arguments {
        static final Map<String, String> BY_NAME = read();

        private static Map<String, String> read() {
            Map<String, String> rows = new HashMap<>();
            Rows.read(Objects.requireNonNull(LlamafileDecoder.class.getResource("arguments.tsv")), 2)
                    .forEach(row -> rows.put(row.get(0), row.get(1)));
            return Map.copyOf(rows);
        }
    }

    @Override
    public Format format() {
        return new Format("llamafile", LlamafileDecoder::matches);
    }

    @Override
    public Access access() {
        return Access.RANDOM;
    }

    /** A program by its first bytes, with a model in the directory at the end; by its name it needs no directory. */
    private static boolean matches(Head head) {
        if (!isProgram(head)) {
            return false;
        }
        return head.extension().equals(ENDING)
                || Directory.namesModel(head.bytes(), head.isWhole() ? head.length() : 0)
                || Directory.namesModel(head.tail(), head.tailLength());
    }

    /** An Actually Portable Executable is a PE to some and a shell script to others; later ones are plain ELF. */
    private static boolean isProgram(Head head) {
        return head.has(0, "MZ")
                || head.has(0, "\u007fELF")
                || head.has(0, "#!")
                || head.i32le(0) == 0xfeedfacf
                || head.i32le(0) == 0xbebafeca;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        try (ByteReader reader = new ByteReader(in, budget)) {
            Directory directory = Directory.read(reader, in.sizeBytes(), budget);
            if (directory.models().isEmpty()) {
                out.gap(
                        GapKind.MALFORMED,
                        -1,
                        "named ." + ENDING + ", but no directory at its end has a model in it",
                        in.sizeBytes());
                return;
            }
            out.fact(new Anomaly(
                    "model/llamafile",
                    "it holds " + Quoted.of(directory.models().getFirst().name()),
                    directory.models().getFirst().offset()));
            Inventory inventory = new Inventory(out);
            inventory.property(Property.FRAMEWORK, "llamafile", -1);
            for (Directory.Member model : directory.models()) {
                inventory.metadata("model", model.name(), model.offset());
            }
            Directory.Member arguments = directory.arguments();
            if (arguments != null) {
                arguments(reader, arguments, out, inventory);
            }
        }
    }

    private static void arguments(ByteReader reader, Directory.Member member, Sink out, Inventory inventory)
            throws IOException {
        long at = Directory.dataOf(reader, member);
        if (at < 0) {
            out.gap(GapKind.UNSUPPORTED, -1, "its arguments are compressed, or are not where they should be", -1);
            return;
        }
        reader.seek(at);
        String text = new String(
                reader.bytes((int) Math.min(member.sizeBytes(), MOST_ARGUMENT_BYTES)), StandardCharsets.UTF_8);
        inventory.metadata("arguments", text.replace('\n', ' ').strip(), at);
        text.lines().map(String::strip).forEach(line -> {
            int equals = line.indexOf('=');
            String does = Arguments.BY_NAME.get(equals < 0 ? line : line.substring(0, equals));
            if (does != null) {
                out.fact(new Anomaly("model/llamafile-argument", Quoted.of(line) + ", which " + does, at));
            }
        });
        if (member.sizeBytes() > MOST_ARGUMENT_BYTES) {
            out.gap(
                    GapKind.LIMIT,
                    at + MOST_ARGUMENT_BYTES,
                    "more arguments than are read",
                    member.sizeBytes() - MOST_ARGUMENT_BYTES);
        }
    }
}
