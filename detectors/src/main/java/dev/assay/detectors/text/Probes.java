package dev.assay.detectors.text;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.decode.TextTap;
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

/** All probes and taps over one text at once. Immutable; each text has its own {@link Pass}. */
public final class Probes {
    /** Different things that are told of one text: more is a table of them. */
    private static final int MOST_FACTS = 1_000;

    private final Literals literals;
    private final List<Probe> all;
    private final List<TextTap> taps;
    private final List<Owner> owners = new ArrayList<>(); // of each literal

    /** Whose a literal is, the other being -1, and its number there. */
    private record Owner(int probe, int tap, int number) {}

    public Probes(List<Probe> all) {
        this(all, List.of());
    }

    public Probes(List<Probe> all, List<TextTap> taps) {
        this.all = List.copyOf(all);
        this.taps = List.copyOf(taps);
        List<Literal> every = new ArrayList<>();
        for (int probe = 0; probe < all.size(); probe++) {
            add(every, all.get(probe).literals(), probe, -1);
        }
        for (int tap = 0; tap < taps.size(); tap++) {
            add(every, taps.get(tap).literals(), -1, tap);
        }
        literals = new Literals(every);
    }

    private void add(List<Literal> every, List<Literal> some, int probe, int tap) {
        for (int i = 0; i < some.size(); i++) {
            every.add(some.get(i));
            owners.add(new Owner(probe, tap, i));
        }
    }

    /** Looks through a text that is at hand, such as a preview, and calls for each thing that a probe found. */
    public void search(byte[] text, Consumer<Fact> found) {
        Window window =
                new Window(new byte[text.length + 1], 0, 0, (at, from, to) -> search(at, from, to, found, List.of()));
        window.accept(text, 0, text.length);
        window.finish();
    }

    private void search(Window at, int from, int to, Consumer<Fact> found, List<TextTap.Pass> tapping) {
        literals.search(at.bytes(), from, to, at.end(), (literal, index) -> {
            Owner owner = owners.get(literal);
            if (owner.probe() >= 0) {
                all.get(owner.probe()).look(at, owner.number(), index, found);
            } else if (!tapping.isEmpty()) {
                tapping.get(owner.tap()).at(owner.number(), index);
            }
        });
        for (Probe probe : all) {
            probe.lookThrough(at, from, to, found);
        }
        for (TextTap.Pass tap : tapping) {
            tap.piece(at, from, to);
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
        private final List<TextTap.Pass> tapping = new ArrayList<>();
        private final Set<String> told = new HashSet<>(); // texts have an order, so equal hashes cost nothing

        private Pass(Sink out, Budget budget) {
            this.out = out;
            this.budget = budget;
            this.block = budget.memory().buffers().take();
            this.window = new Window(
                    block,
                    Probe.REACH_BYTES,
                    Probe.REACH_BYTES,
                    (at, from, to) -> search(at, from, to, this::tell, tapping));
            for (TextTap tap : taps) {
                tapping.add(tap.begin(out, budget));
            }
        }

        /** The next bytes of the text. */
        public void accept(byte[] bytes, int from, int to) {
            window.accept(bytes, from, to);
        }

        /** The text is at its end. */
        public void finish() {
            window.finish();
            for (TextTap.Pass tap : tapping) {
                tap.finish();
            }
        }

        /** How many bytes of the text somebody knows the meaning of. */
        public long judgedBytes() {
            return tapping.stream().mapToLong(TextTap.Pass::judgedBytes).sum();
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

        private static String withoutPlace(Fact fact) {
            return switch (fact) {
                case Secret secret ->
                    String.join("\n", secret.kind(), secret.shown(), secret.digest()) + secret.length();
                // A pattern of the user is told once, whatever it matched.
                case Indicator indicator when indicator.kind().indexOf('/') >= 0 -> indicator.kind();
                case Indicator indicator -> indicator.kind() + "\n" + indicator.value();
                default -> fact.toString();
            };
        }

        @Override
        public void close() {
            for (TextTap.Pass tap : tapping) {
                tap.close();
            }
            budget.memory().buffers().give(block);
        }
    }
}
