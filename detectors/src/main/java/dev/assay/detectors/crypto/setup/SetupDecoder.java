package dev.assay.detectors.crypto.setup;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.WholeBytes;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Families;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Lines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A configuration of one program, held as a whole. Immutable. */
public final class SetupDecoder implements Decoder {
    /** The largest configurations that people write are of some hundred kilobytes. */
    private static final int MOST_BYTES = 4 << 20;

    /** Manifests of many objects in one file, and what programs write as data. */
    private static final int MOST_TREE_BYTES = 16 << 20;

    private final Program program;
    private final Format format;

    private SetupDecoder(Program program) {
        this.program = program;
        this.format = new Format(program.id() + "-setup", Program.kinds().is(program.id()), true);
    }

    /** One decoder for each program, and for each name that several share one for long texts. */
    public static List<Decoder> all() {
        List<Decoder> all =
                new ArrayList<>(Program.all().stream().map(SetupDecoder::of).toList());
        Program.byName().forEach((name, programs) -> all.add(new LongSetupDecoder(name, programs)));
        return List.copyOf(all);
    }

    private static Decoder of(Program program) {
        return new SetupDecoder(program);
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
        try (WholeBytes whole = WholeBytes.read(in, budget, mostBytes(program))) {
            if (whole.isComplete()) {
                read(program, whole, out, budget);
            } else {
                tooLarge(in, whole, out);
                if (program.syntax() != Syntax.TREE && program.syntax() != Syntax.XML) {
                    read(program, whole, out, budget); // lines say what they say without those behind
                }
            }
        }
    }

    /** Of larger ones nothing is read but their beginning, and nothing of trees. */
    static int mostBytes(Program program) {
        return program.syntax() == Syntax.TREE ? MOST_TREE_BYTES : MOST_BYTES;
    }

    static void tooLarge(ByteSource in, WholeBytes whole, Sink out) {
        long unread = in.sizeBytes() < 0 ? -1 : in.sizeBytes() - whole.length();
        out.gap(GapKind.LIMIT, whole.length(), "is larger than any configuration", unread);
    }

    /** Reads a configuration of this program, or the beginning of a large one. */
    static void read(Program program, WholeBytes whole, Sink out, Budget budget) throws IOException {
        long taken = 8L * whole.length();
        budget.takeMemory(taken);
        try {
            readHeld(program, whole, out, budget);
        } finally {
            budget.giveBackMemory(taken);
        }
    }

    private static void readHeld(Program program, WholeBytes whole, Sink out, Budget budget) {
        Uses uses = new Uses(new Lines(whole.bytes(), whole.length()));
        Configuration configuration = new Configuration(program, uses, out, budget);
        try {
            if (whole.isComplete()) {
                configuration.read(whole.bytes(), whole.length());
            } else {
                configuration.readBeginning(whole.bytes(), whole.length());
            }
        } finally {
            configuration.end();
        }
    }
}
