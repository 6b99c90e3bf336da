package dev.assay.detectors.text;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.Indicator;
import dev.assay.engine.fact.Secret;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Literals;
import dev.assay.engine.text.Literals.Literal;
import dev.assay.engine.text.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** All probes over one text at once. Immutable; each text has its own {@link Pass}. */
public final class Probes {
    /** Different things that are told of one text: more is a table of them. */
    private static final int MOST_FACTS = 1_000;

    private final Literals literals;
    private final List<Probe> all;
    private final List<Probe> probes = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();

    public Probes(List<Probe> all) {
        this.all = List.copyOf(all);
        List<Literal> every = new ArrayList<>();
        for (Probe probe : all) {
            for (int i = 0; i < probe.literals().size(); i++) {
                every.add(probe.literals().get(i));
                probes.add(probe);
                numbers.add(i);
            }
        }
        literals = new Literals(every);
    }

    /** Looks through a text that is at hand, such as a preview, and calls for each thing that was found. */
    public void search(byte[] text, Consumer<Fact> found) {
        Window window = new Window(new byte[text.length + 1], 0, 0, (at, from, to) -> search(at, from, to, found));
        window.accept(text, 0, text.length);
        window.finish();
    }

    private void search(Window at, int from, int to, Consumer<Fact> found) {
        literals.search(
                at.bytes(),
                from,
                to,
                at.end(),
                (literal, index) -> probes.get(literal).look(at, numbers.get(literal), index, found));
        for (Probe probe : all) {
            probe.lookThrough(at, from, to, found);
        }
    }

    /** Begins with a text. Close it to give the memory back. */
    public Pass pass(Sink out, Budget budget) {
        return new Pass(out, budget);
    }

    /** One text on its way through. Belongs to one thread. */
    public final class Pass implements AutoCloseable {
        private final Sink out;
        private final Budget budget;
        private final byte[] block;
        private final Window window;
        private final Set<Object> told = new HashSet<>();

        private Pass(Sink out, Budget budget) {
            this.out = out;
            this.budget = budget;
            this.block = budget.memory().buffers().take();
            this.window = new Window(
                    block, Probe.REACH_BYTES, Probe.REACH_BYTES, (at, from, to) -> search(at, from, to, this::tell));
        }

        /** The next bytes of the text. */
        public void accept(byte[] bytes, int from, int to) {
            window.accept(bytes, from, to);
        }

        /** The text is at its end. */
        public void finish() {
            window.finish();
        }

        /** A thing is told once, at its first place. */
        private void tell(Fact fact) {
            if (told.size() > MOST_FACTS || !told.add(withoutPlace(fact))) {
                return;
            }
            if (told.size() > MOST_FACTS) {
                out.gap(
                        GapKind.LIMIT,
                        fact.offsetBytes(),
                        "more than " + MOST_FACTS + " secrets, addresses and patterns in one text",
                        -1);
            } else {
                out.fact(fact);
            }
        }

        private static Object withoutPlace(Fact fact) {
            return switch (fact) {
                case Secret secret -> List.of(secret.kind(), secret.shown(), secret.length(), secret.digest());
                // A pattern of the user is told once, whatever it matched.
                case Indicator indicator when indicator.kind().indexOf('/') >= 0 -> indicator.kind();
                case Indicator indicator -> List.of(indicator.kind(), indicator.value());
                default -> fact;
            };
        }

        @Override
        public void close() {
            budget.memory().buffers().give(block);
        }
    }
}
