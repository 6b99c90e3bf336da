package dev.assay.detectors.model.config;

import dev.assay.engine.fact.CallableReference.Use;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.Set;

/**
 * Code that configurations of transformers and PEFT have imported: from files of the repository itself
 * ({@code modeling_x.ModelClass}) or of another one ({@code organisation/repository--modeling_x.ModelClass}).
 */
final class TransformersCheck implements Check {
    static final String LOADER = "transformers";
    private static final String OTHER_REPOSITORY = "--";

    private final Libraries libraries;

    TransformersCheck(Libraries libraries) {
        this.libraries = libraries;
    }

    @Override
    public void look(Tree document, Sightings seen) {
        Tree.mappings(document, mapping -> mapping.entries().forEach(entry -> entry(entry, seen)));
    }

    private void entry(Entry entry, Sightings seen) {
        switch (entry.key()) {
            case "auto_map" -> Tree.scalars(entry.value()).forEach(scalar -> reference(scalar, seen));
            case "custom_pipelines" -> pipelines(entry.value(), seen);
            case "trust_remote_code" -> trust(entry.value(), seen);
            case "custom_generate" -> generate(entry.value(), seen);
            case "auto_mapping" -> adapter(entry.value(), seen);
            default -> {}
        }
    }

    private static void pipelines(Tree tree, Sightings seen) {
        if (tree instanceof Mapping pipelines) {
            for (Entry pipeline : pipelines.entries()) {
                if (pipeline.value() instanceof Mapping mapping && mapping.get("impl") instanceof Scalar scalar) {
                    reference(scalar, seen);
                }
            }
        }
    }

    private static void reference(Scalar scalar, Sightings seen) {
        String text = scalar.text();
        int other = text.indexOf(OTHER_REPOSITORY);
        int dot = text.lastIndexOf('.');
        if (!scalar.isQuoted() || dot <= 0) {
            return; // null where there is no class for that
        }
        String module = text.substring(other < 0 ? 0 : Math.min(other + OTHER_REPOSITORY.length(), dot), dot);
        if (Paths.leadsOut(module)) {
            seen.anomaly("model/config-path-outside", "code for it is " + Quoted.of(text), scalar);
        } else if (other > 0) {
            seen.anomaly("model/hf-remote-code", Quoted.of(text), scalar);
        } else {
            seen.code(LOADER, module.replace('.', '/') + ".py", text, scalar);
        }
    }

    private static void trust(Tree value, Sightings seen) {
        if (value instanceof Scalar scalar
                && (scalar.text().equals("true") || scalar.text().equals("True"))) {
            seen.anomaly("model/hf-trust-remote-code", "trust_remote_code is " + scalar.text(), scalar);
        }
    }

    /** A repository whose {@code custom_generate/generate.py} takes the place of the library's own generation. */
    private static void generate(Tree value, Sightings seen) {
        if (value instanceof Scalar scalar
                && scalar.isQuoted()
                && !scalar.text().isBlank()) {
            seen.anomaly("model/hf-remote-code", Quoted.of(scalar.text()), scalar);
        }
    }

    /** PEFT imports the library that an adapter names, to find the class of the model that it belongs to. */
    private void adapter(Tree value, Sightings seen) {
        if (value instanceof Mapping mapping && mapping.get("parent_library") instanceof Scalar library) {
            String name = mapping.text("base_model_class");
            if (library.isQuoted() && !libraries.isKnown(Libraries.Loader.PEFT, library.text())) {
                seen.anomaly(
                        "model/config-foreign-module",
                        "the adapter's library is " + Quoted.of(library.text()),
                        library);
                seen.callable(
                        library.text() + "." + (name == null || name.isEmpty() ? "*" : name),
                        Set.of(Use.IMPORTED),
                        mapping,
                        library);
            }
        }
    }
}
