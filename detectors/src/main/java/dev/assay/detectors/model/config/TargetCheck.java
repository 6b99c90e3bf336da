package dev.assay.detectors.model.config;

import dev.assay.engine.fact.CallableReference.Use;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Rows;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Objects that name what to call with the rest of them: {@code _target_} of Hydra, which NeMo uses as well, and the like
 * ({@code targets.tsv}). Whether the name is dangerous is for the lists of callables.
 */
final class TargetCheck implements Check {
    private static final Set<Use> CALLED = Set.of(Use.IMPORTED, Use.CALLED);
    private static final Set<Use> IMPORTED = Set.of(Use.IMPORTED);

    /** The key that must be there as well where the first one alone is too common. */
    private final Map<String, String> besides = new HashMap<>();

    /** Callables that hand out what an argument names, which is what matters: the argument's key. */
    private final Map<String, String> lookups = new HashMap<>();

    /** Callables of Hydra's own, which do nothing by themselves. */
    private final Set<String> own = new HashSet<>();

    TargetCheck() {
        for (List<String> row : Rows.read(Objects.requireNonNull(TargetCheck.class.getResource("targets.tsv")), 4)) {
            switch (row.get(0)) {
                case "key" -> besides.put(row.get(1), row.get(2));
                case "lookup" -> lookups.put(row.get(1), row.get(2));
                case "own" -> own.add(row.get(1));
                default -> throw new IllegalArgumentException("targets.tsv: no kind is " + row.get(0));
            }
        }
    }

    @Override
    public void look(Tree document, Sightings seen) {
        Interpolation references = new Interpolation(document);
        Tree.mappings(document, mapping -> {
            if (mapping.entries().stream().anyMatch(entry -> besides.containsKey(entry.key()))) {
                mapping(mapping, references, seen);
            }
        });
    }

    /** By one pass over its keys: an object may name as many targets as it has keys. */
    private void mapping(Mapping mapping, Interpolation references, Sightings seen) {
        Map<String, Tree> values = new HashMap<>();
        mapping.entries().forEach(entry -> values.put(entry.key(), entry.value()));
        mapping.entries().forEach(entry -> entry(mapping, values, entry, references, seen));
    }

    private void entry(
            Mapping mapping, Map<String, Tree> values, Entry entry, Interpolation references, Sightings seen) {
        String beside = besides.get(entry.key());
        if (beside == null
                || !(entry.value() instanceof Scalar target)
                || !beside.equals("-") && !values.containsKey(beside)) {
            return;
        }
        String name = resolved(target, references, seen);
        String argument = lookups.get(name);
        if (argument == null) {
            if (!own.contains(name)) {
                seen.callable(name, CALLED, mapping, target);
            }
        } else if (values.get(argument) instanceof Scalar named) {
            seen.callable(resolved(named, references, seen), IMPORTED, mapping, named);
        }
    }

    /** The name that is meant; empty, and said to be unknown, where the document alone does not tell. */
    private static String resolved(Scalar name, Interpolation references, Sightings seen) {
        if (!Interpolation.isIn(name.text())) {
            return name.text();
        }
        String resolved = references.resolve(name.text());
        if (resolved == null) {
            seen.anomaly("model/config-target-unknown", Quoted.of(name.text()), name);
        }
        return resolved == null ? "" : resolved;
    }
}
