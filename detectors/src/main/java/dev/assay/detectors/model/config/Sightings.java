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
    private final Map<List<String>, Named> callables = new LinkedHashMap<>();
    private final Map<List<String>, Anomaly> anomalies = new LinkedHashMap<>();
    private final Map<List<String>, EmbeddedCode> codes = new LinkedHashMap<>();
    private final Map<List<String>, FileReference> files = new LinkedHashMap<>();

    Sightings(Budget budget) {
        this.budget = budget;
    }

    /** Something is as the rule of this id says. */
    void anomaly(String id, String detail, Tree at) {
        budget.spendFacts(1);
        anomalies.merge(
                List.of(id, detail),
                new Anomaly(id, detail, at.offsetBytes()),
                (first, _) -> new Anomaly(id, detail, first.offsetBytes(), first.count() + 1));
    }

    /**
     * A dotted name is looked up.
     *
     * @param arguments what it is called with; a preview of the texts in it is kept
     */
    void callable(String dotted, Set<Use> uses, Tree arguments, Tree at) {
        int dot = dotted.lastIndexOf('.');
        if (dot <= 0 || dot == dotted.length() - 1 || dotted.length() > MOST_NAME) {
            return; // names nothing that can be imported
        }
        budget.spendFacts(1);
        Named named = callables.computeIfAbsent(
                List.of(dotted.substring(0, dot), dotted.substring(dot + 1)), _ -> new Named());
        named.uses.addAll(uses);
        named.count++;
        if (named.offsets.size() < CallableReference.MOST_OFFSETS) {
            named.offsets.add(at.offsetBytes());
        }
        if (named.arguments.isEmpty()) {
            named.arguments = preview(arguments);
        }
    }

    /** A file of code beside the configuration that a program runs. */
    void code(String loader, String file, String reference, Tree at) {
        budget.spendFacts(1);
        String name = file.length() > MOST_NAME ? file.substring(0, MOST_NAME) : file;
        codes.putIfAbsent(
                List.of(loader, name), new EmbeddedCode(loader, name, Quoted.of(reference), at.offsetBytes()));
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
            files.putIfAbsent(List.of(loader, file), new FileReference(loader, file, told, at.offsetBytes()));
        }
    }

    private static String preview(Tree arguments) {
        StringBuilder text = new StringBuilder();
        for (Tree.Scalar scalar : Tree.scalars(arguments)) {
            text.append(text.isEmpty() ? "" : ", ").append(Quoted.of(scalar.text()));
            if (text.length() > MOST_ARGUMENTS) {
                return text.append(", ...").toString();
            }
        }
        return text.toString();
    }

    /** Hands all on, in the order in which it was seen. */
    void handOn(Sink out) {
        Collection<Fact> facts = new ArrayList<>(anomalies.values());
        facts.addAll(codes.values());
        facts.addAll(files.values());
        callables.forEach((name, named) -> facts.add(new CallableReference(
                name.get(0), name.get(1), Reach.CONFIGURED, named.uses, named.arguments, named.count, named.offsets)));
        facts.forEach(out::fact);
    }
}
