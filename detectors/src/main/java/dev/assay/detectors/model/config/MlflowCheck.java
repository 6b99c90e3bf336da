package dev.assay.detectors.model.config;

import dev.assay.engine.fact.CallableReference.Use;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.Set;

/** {@code MLmodel} of MLflow: by flavour, the module that loads the model, code that is put on the path before, and files. */
final class MlflowCheck implements Check {
    static final String LOADER = "mlflow";

    /** Keys of flavours whose values are files or folders of the model. */
    private static final Set<String> PATHS = Set.of(
            "artifact_path",
            "code",
            "code_path",
            "data",
            "model_data",
            "model_path",
            "pickled_model",
            "python_model",
            "saved_model",
            "model_code_path",
            "streamable_model_code_path",
            "config",
            "path");

    private final Libraries libraries;

    MlflowCheck(Libraries libraries) {
        this.libraries = libraries;
    }

    @Override
    public void look(Tree document, Sightings seen) {
        if (!(document instanceof Mapping model)) {
            return;
        }
        for (Entry flavour : model.mapping("flavors").entries()) {
            if (flavour.value() instanceof Mapping mapping) {
                flavour(mapping, seen);
            }
        }
        if (model.get("saved_input_example_info") instanceof Mapping example
                && example.get("artifact_path") instanceof Scalar s) {
            Paths.check("model/config-path-outside", "the example of an input", s, seen);
        }
    }

    private void flavour(Mapping flavour, Sightings seen) {
        if (flavour.get("loader_module") instanceof Scalar module
                && !libraries.isKnown(Libraries.Loader.MLFLOW, module.text())) {
            seen.anomaly("model/mlflow-loader-module", Quoted.of(module.text()), module);
            seen.callable(module.text() + "._load_pyfunc", Set.of(Use.IMPORTED, Use.CALLED), flavour, module);
        }
        for (Entry entry : flavour.entries()) {
            if (PATHS.contains(entry.key())
                    && entry.value() instanceof Scalar path
                    && !path.text().equals("null")) {
                Paths.check("model/config-path-outside", entry.key(), path, seen);
                seen.file(LOADER, path.text(), "", path);
            }
        }
        if (flavour.get("code") instanceof Scalar code
                && !code.text().equals("null")
                && !code.text().isEmpty()) {
            seen.anomaly("model/mlflow-code", Quoted.of(code.text()), code);
        }
        for (Entry artifact : flavour.mapping("artifacts").entries()) {
            if (artifact.value() instanceof Mapping mapping && mapping.get("path") instanceof Scalar path) {
                Paths.check("model/config-path-outside", "an artifact", path, seen);
                seen.file(LOADER, path.text(), "", path);
            }
        }
    }
}
