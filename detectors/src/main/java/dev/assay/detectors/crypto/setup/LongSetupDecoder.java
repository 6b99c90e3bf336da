package dev.assay.detectors.crypto.setup;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.WholeBytes;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Families;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Onlooker;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Window;
import java.io.IOException;
import java.util.List;

/**
 * A text under a name that several programs share, whose beginning does not tell whose it is: what stands behind does. Of most
 * it tells nobody's. Immutable.
 */
final class LongSetupDecoder implements Decoder {
    private static final String ID = "long-setup";

    /** As long as names and words are. */
    private static final int REACH = 256;

    private final List<Program> programs;
    private final Format format;

    /** @param name one of {@link Program#byName} */
    LongSetupDecoder(String name, List<Program> programs) {
        this.programs = programs;
        this.format = new Format(ID, Program.kinds().is(name), true);
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

    /** Unless a program is found, which then says so itself. */
    @Override
    public boolean interprets() {
        return false;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        int most = programs.stream().mapToInt(SetupDecoder::mostBytes).max().orElse(0);
        try (WholeBytes whole = WholeBytes.read(in, budget, most)) {
            List<Signs> signs = programs.stream().map(LongSetupDecoder::signsOf).toList();
            look(signs, whole, in, budget);
            for (int i = 0; i < programs.size(); i++) {
                Program program = programs.get(i);
                if (whole.isComplete() && whole.length() <= SetupDecoder.mostBytes(program)) {
                    if (signs.get(i).mayBeRead()) {
                        out.format(program.id() + "-setup");
                        SetupDecoder.read(program, whole, out, budget);
                        return;
                    }
                } else if (signs.get(i).isSet()) {
                    SetupDecoder.tooLarge(in, whole, out);
                    return;
                }
            }
        }
    }

    /** Whether a stream that nobody could keep sets anything. */
    @Override
    public Onlooker onlooker(Budget budget) {
        return new Onlooker() {
            private final List<Signs> signs =
                    programs.stream().map(LongSetupDecoder::signsOf).toList();
            private final byte[] block = budget.memory().buffers().take();
            private final Window window = window(block, signs);

            @Override
            public void accept(byte[] bytes, int from, int to) {
                window.accept(bytes, from, to);
            }

            @Override
            public void end(Sink out, long passedBytes) {
                window.finish();
                if (signs.stream().anyMatch(Signs::isSet)) {
                    out.gap(GapKind.LIMIT, -1, "is larger than any configuration", passedBytes);
                }
            }

            @Override
            public void close() {
                budget.memory().buffers().give(block);
            }
        };
    }

    private static Window window(byte[] block, List<Signs> signs) {
        return new Window(block, REACH, REACH, (at, from, to) -> {
            for (Signs each : signs) {
                each.look(at.bytes(), from, to, at.end());
            }
        });
    }

    private static Signs signsOf(Program program) {
        return program.syntax() == Syntax.TREE ? new TreeSigns() : new WordSigns(program);
    }

    /** What is not held is only looked through. */
    private static void look(List<Signs> signs, WholeBytes whole, ByteSource in, Budget budget) throws IOException {
        byte[] block = budget.memory().buffers().take();
        try {
            Window window = window(block, signs);
            window.accept(whole.bytes(), 0, whole.length());
            if (!whole.isComplete()) {
                try (ByteReader rest = new ByteReader(in, budget, whole.length())) {
                    while (rest.request(1) > 0) {
                        window.accept(rest.array(), rest.index(), rest.index() + rest.available());
                        rest.advance(rest.available());
                    }
                }
            }
            window.finish();
        } finally {
            budget.memory().buffers().give(block);
        }
    }

    /** What tells that a text is a program's configuration. Belongs to one thread. */
    interface Signs {
        /** Looks at what begins at {@code from} or behind it and before {@code to}. */
        void look(byte[] bytes, int from, int to, int end);

        /** Whether it is worth to be read. */
        boolean mayBeRead();

        /** Whether something is set that a directive is about. */
        default boolean isSet() {
            return mayBeRead();
        }
    }

    private static final class WordSigns implements Signs {
        private final Program program;
        private boolean isTold;

        WordSigns(Program program) {
            this.program = program;
        }

        @Override
        public void look(byte[] bytes, int from, int to, int end) {
            isTold = isTold || program.isToldBy(bytes, from, end);
        }

        @Override
        public boolean mayBeRead() {
            return isTold;
        }
    }
}
