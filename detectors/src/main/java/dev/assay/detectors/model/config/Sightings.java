package dev.assay.detectors.model.config;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.fact.CallableReference;
import dev.assay.engine.fact.CallableReference.Reach;
import dev.assay.engine.fact.CallableReference.Use;
import dev.assay.engine.fact.EmbeddedCode;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.FileReference;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the checks saw in one document; each thing becomes one fact, however often it is there. Belongs to one thread. */
final class Sightings {
    private static final int MOST_ARGUMENTS = 120;
    private static final int MOST_NAME = 200;

    /** A callable, while it is counted. */
    private static final class Named {
        private final Set<Use> uses = EnumSet.noneOf(Use.class);
        private final List<Long> offsets = new ArrayList<>(1);
        private String arguments = "";
        private long count;
    }

    private final Budget budget;
    /** By texts, which can be compared: a list of texts that are made to have one hash makes a map slow. */
    private final Map<String, Named> callables = new LinkedHashMap<>();

    private final Map<String, Anomaly> anomalies = new LinkedHashMap<>();
    private final Map<String, EmbeddedCode> codes = new LinkedHashMap<>();
    private final Map<String, FileReference> files = new LinkedHashMap<>();

    Sightings(Budget budget) {
        this.budget = budget;
    }

    /** Something is as the rule of this id says. */
    void anomaly(String id, String detail, Tree at) {
        budget.spendFacts(1);
        anomalies.merge(
                id + '\n' + detail,
                new Anomaly(id, detail, at.offsetBytes()),
                (first, _) -> new Anomaly(id, detail, first.offsetBytes(), first.count() + 1));
    }

    /**
     * A dotted name is looked up.
     *
     * @param arguments what it is called with; a preview of the texts in it, without those of {@code at}, is kept
     */
    void callable(String dotted, Set<Use> uses, Tree arguments, Tree at) {
        int dot = dotted.lastIndexOf('.');
        if (dot <= 0 || dot == dotted.length() - 1 || dotted.length() > MOST_NAME) {
            return; // names nothing that can be imported
        }
        budget.spendFacts(1);
        Named named = callables.computeIfAbsent(dotted, _ -> new Named());
        named.uses.addAll(uses);
        named.count++;
        if (named.offsets.size() < CallableReference.MOST_OFFSETS) {
            named.offsets.add(at.offsetBytes());
        }
        if (named.arguments.isEmpty()) {
            named.arguments = preview(arguments, at);
        }
    }

    /** A file of code beside the configuration that a program runs. */
    void code(String loader, String file, String reference, Tree at) {
        budget.spendFacts(1);
        String name = file.length() > MOST_NAME ? file.substring(0, MOST_NAME) : file;
        codes.putIfAbsent(loader + '\n' + name, new EmbeddedCode(loader, name, Quoted.of(reference), at.offsetBytes()));
    }

    /**
     * Another file is opened as well.
     *
     * @param says what it must be, as far as the document says so
     */
    void file(String loader, String file, String says, Tree at) {
        if (!file.isEmpty() && file.length() <= MOST_NAME) {
            budget.spendFacts(1);
            String told = says.length() > MOST_NAME ? says.substring(0, MOST_NAME) : says;
            files.putIfAbsent(loader + '\n' + file, new FileReference(loader, file, told, at.offsetBytes()));
        }
    }

    private static String preview(Tree arguments, Tree without) {
        StringBuilder text = new StringBuilder();
        preview(arguments, without, text);
        return text.length() > MOST_ARGUMENTS ? text.append(", ...").toString() : text.toString();
    }

    /** Stops where it is long enough: a document may have as many callables as texts. */
    private static void preview(Tree tree, Tree without, StringBuilder text) {
        switch (tree) {
            case Tree.Scalar scalar when scalar.offsetBytes() == without.offsetBytes() -> {}
            case Tree.Scalar scalar -> text.append(text.isEmpty() ? "" : ", ").append(Quoted.of(scalar.text()));
            case Tree.Sequence sequence -> {
                for (Tree item : sequence.items()) {
                    if (text.length() > MOST_ARGUMENTS) {
                        return;
                    }
                    preview(item, without, text);
                }
            }
            case Tree.Mapping mapping -> {
                for (Tree.Entry entry : mapping.entries()) {
                    if (text.length() > MOST_ARGUMENTS) {
                        return;
                    }
                    preview(entry.value(), without, text);
                }
            }
        }
    }

    /** Hands all on, in the order in which it was seen. */
    void handOn(Sink out) {
        Collection<Fact> facts = new ArrayList<>(anomalies.values());
        facts.addAll(codes.values());
        facts.addAll(files.values());
        callables.forEach((name, named) -> facts.add(new CallableReference(
                name.substring(0, name.lastIndexOf('.')),
                name.substring(name.lastIndexOf('.') + 1),
                Reach.CONFIGURED,
                named.uses,
                named.arguments,
                named.count,
                named.offsets)));
        facts.forEach(out::fact);
    }
}
