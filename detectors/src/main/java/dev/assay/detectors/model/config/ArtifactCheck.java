package dev.assay.detectors.model.config;

import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.List;

/**
 * Descriptions of artifacts that a tool pulls and unpacks: manifests of OCI images, Kitfiles, pointers of DVC. Their files'
 * names say where the tool writes.
 */
final class ArtifactCheck {
    private static final String TITLE = "org.opencontainers.image.title";
    static final String OCI = "oci";

    /** Where blobs are named: by digest, and in what Docker saves by path. */
    private static final List<String> BLOBS = List.of("manifests", "config", "layers", "Config", "Layers");

    private static final String RULE = "model/artifact-path-outside";

    private ArtifactCheck() {}

    /** A manifest of OCI or Docker: the title of a layer is the name under which it is written. */
    static void oci(Tree document, Sightings seen) {
        Tree.mappings(document, manifest -> {
            manifest.items("layers").forEach(layer -> layer(layer, seen));
            manifest.items("Layers").forEach(layer -> layer(layer, seen));
            for (String key : BLOBS) {
                manifest.items(key).forEach(blob -> blob(blob, seen));
            }
        });
    }

    /** What lies under its digest, with what it is by its media type and its title. */
    private static void blob(Tree blob, Sightings seen) {
        if (blob instanceof Mapping mapping && mapping.get("digest") instanceof Scalar digest) {
            String type = mapping.text("mediaType");
            String title = mapping.mapping("annotations").text(TITLE);
            seen.file(OCI, digest.text(), (type == null ? "" : type) + " " + (title == null ? "" : title), digest);
        } else if (blob instanceof Scalar path && path.isQuoted()) {
            seen.file(OCI, path.text(), "", path);
        }
    }

    private static void layer(Tree layer, Sightings seen) {
        if (layer instanceof Scalar path && Paths.leadsOut(path.text())) {
            seen.anomaly("model/oci-layer-outside", Quoted.of(path.text()), path);
        } else if (layer instanceof Mapping mapping
                && mapping.mapping("annotations").get(TITLE) instanceof Scalar title) {
            Paths.check(RULE, "the title of a layer", title, seen);
        }
    }

    /** A Kitfile of KitOps: the files of a ModelKit by kind. */
    static void kit(Tree document, Sightings seen) {
        Tree.mappings(document, mapping -> {
            if (mapping.get("path") instanceof Scalar path && !Paths.isAddress(path.text())) {
                Paths.check(RULE, "a path", path, seen);
            }
        });
    }

    /** A pointer of DVC: what it names is fetched to these places. */
    static void dvc(Tree document, Sightings seen) {
        if (document instanceof Mapping pointer) {
            for (Tree item : pointer.items("outs")) {
                if (item instanceof Mapping mapping && mapping.get("path") instanceof Scalar path) {
                    Paths.check(RULE, "the path of an output", path, seen);
                }
            }
        }
    }
}
