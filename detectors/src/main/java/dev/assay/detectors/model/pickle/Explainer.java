package dev.assay.detectors.model.pickle;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Program;
import dev.assay.engine.fact.Program.Line;
import java.io.IOException;
import java.util.List;

/**
 * Reads pickles once more and writes down what they would do, for people ({@code --explain}). One pass over the opcodes
 * with a bounded number of {@link Expression}s, whatever the size; what they come to is up to {@link Listing}.
 *
 * <p>It does not judge and does not check: {@link Layout} has from the machine where the pickles are, what lies between
 * their opcodes and where the unpickler would give up. Only what it needs to stay in bounds it looks at itself.
 */
final class Explainer {
    /** Of one stream of pickles. */
    static final int MOST_LINES = 2_000;

    /** A program takes at least a line for what it is and one for what it does. */
    private static final int LEAST_LINES = 3;

    private Explainer() {}

    /** Gives the program of each pickle in a source that can seek. */
    static void explain(ByteSource source, Layout layout, Sink out, Budget budget) throws IOException {
        int left = Math.min(out.programLines(), MOST_LINES);
        long entries = source.sizeBytes();
        MachineMemory memory = new MachineMemory(budget);
        ExpressionPrinter printer = new ExpressionPrinter(
                new Texts(source, budget, memory, new Derived(memory)), new Memo(memory, false, 0));
        ExpressionMemo memo = new ExpressionMemo(entries);
        try (ByteReader in = new ByteReader(source, budget)) {
            for (int i = 0; i < layout.pickles(); i++) {
                long start = layout.pickle(i);
                long unshown = layout.pickles() - i + layout.unlisted();
                if (i > 0 && left < LEAST_LINES) {
                    if (left > 0) {
                        String note = "# " + ExpressionPrinter.count(unshown) + " more pickles are not shown";
                        out.fact(new Program(start, List.of(new Line(note, -1))));
                    }
                    return;
                }
                in.seek(start);
                if (layout.oneMemo()) {
                    memo.nextPickle();
                } else {
                    memo = new ExpressionMemo(entries);
                }
                Listing listing = new Listing(printer);
                ProgramReader reader = new ProgramReader(in, layout, i, printer, listing, memo, entries);
                reader.run();
                List<Line> lines = listing.lines(reader.title(start), unshown == 1 ? left : Math.max(left - 1, 1));
                out.fact(new Program(start, lines));
                left -= lines.size();
            }
        }
    }

    /** What there is to say of a stream that is too long to be read twice. */
    static Program tooLong() {
        return new Program(0, List.of(new Line("# too long a stream to be explained: extract it first", -1)));
    }
}
