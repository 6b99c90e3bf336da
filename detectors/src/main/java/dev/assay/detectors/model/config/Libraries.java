package dev.assay.detectors.model.config;

import dev.assay.engine.text.Rows;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Packages of Python that honest configurations of a loader name, from {@code libraries.tsv}. Immutable. */
final class Libraries {
    /** Who imports what the configuration names. */
    enum Loader {
        DIFFUSERS,
        MLFLOW,
        ORBAX,
        PEFT,
        SENTENCE_TRANSFORMERS,
        SKOPS,
        SPACY,
        ZARR
    }

    private final Map<Loader, Set<String>> packages = new EnumMap<>(Loader.class);

    Libraries() {
        for (List<String> row : Rows.read(Objects.requireNonNull(Libraries.class.getResource("libraries.tsv")), 3)) {
            Loader loader = Loader.valueOf(row.get(0).toUpperCase(Locale.ROOT));
            packages.computeIfAbsent(loader, _ -> new HashSet<>()).add(row.get(1));
        }
    }

    /** Whether a module is one of these packages, or lies in one. */
    boolean isKnown(Loader loader, String module) {
        Set<String> known = Objects.requireNonNull(packages.get(loader));
        for (int dot = module.indexOf('.'); dot > 0; dot = module.indexOf('.', dot + 1)) {
            if (known.contains(module.substring(0, dot))) {
                return true;
            }
        }
        return known.contains(module);
    }
}
