package dev.assay.detectors.manifest.npm;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.YamlTree;

/** {@code pnpm-workspace.yaml}, and {@code .yarnrc.yml} (Yarn 4.10): what {@code catalog:} stands for in the manifests of a workspace. */
final class PnpmWorkspace {
    private PnpmWorkspace() {}

    static void read(Document document, Dependencies out) throws MalformedException {
        YamlTree.Result yaml = document.yaml();
        for (Tree tree : yaml.documents()) {
            if (tree instanceof Mapping root) {
                catalogs(root, out);
                PackageJson.overrides(root.mapping("overrides"), out);
                out.members(root.get("packages"), null);
            }
        }
        if (yaml.fault() != null) {
            throw yaml.fault();
        }
    }

    static void yarn(Document document, Dependencies out) throws MalformedException {
        document.yaml(root -> catalogs(root, out));
    }

    private static void catalogs(Mapping root, Dependencies out) {
        PackageJson.catalog(root.mapping("catalog"), out);
        for (Entry each : root.mapping("catalogs").entries()) {
            if (each.value() instanceof Mapping catalog) {
                PackageJson.catalog(catalog, out);
            }
        }
    }
}
