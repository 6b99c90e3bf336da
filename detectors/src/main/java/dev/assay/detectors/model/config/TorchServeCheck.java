package dev.assay.detectors.model.config;

import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.List;
import java.util.Set;

/** {@code MAR-INF/MANIFEST.json} of TorchServe: which files of the archive serve the model. */
final class TorchServeCheck implements Check {
    static final String LOADER = "torchserve";

    /** Where the manifest lies, beside what it names. */
    static final String FOLDER = "MAR-INF/";

    private static final List<String> FILES =
            List.of("handler", "modelFile", "serializedFile", "extraFiles", "requirementsFile", "configFile");

    /** Handlers that TorchServe has itself. */
    private static final Set<String> OWN =
            Set.of("image_classifier", "image_segmenter", "object_detector", "text_classifier", "base_handler");

    @Override
    public void look(Tree document, Sightings seen) {
        if (!(document instanceof Mapping manifest)) {
            return;
        }
        Mapping model = manifest.mapping("model");
        for (String key : FILES) {
            for (Tree item : model.items(key)) {
                if (item instanceof Scalar scalar) {
                    for (String file : Parts.of(scalar.text(), ',')) {
                        file(key, file, scalar, seen);
                    }
                }
            }
        }
        String handler = model.text("handler");
        if (handler != null && !OWN.contains(handler)) {
            seen.anomaly("model/torchserve-handler", Quoted.of(handler), model);
        }
    }

    private static void file(String key, String file, Scalar at, Sightings seen) {
        seen.file(LOADER, file.strip(), "", at);
        if (Paths.isAddress(file)) {
            seen.anomaly("model/config-fetches", key + " is " + Quoted.of(file), at);
        } else if (Paths.leadsOut(file)) {
            seen.anomaly("model/config-path-outside", key + " is " + Quoted.of(file), at);
        }
    }
}
