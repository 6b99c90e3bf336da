package dev.assay.detectors.manifest.npm;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.YamlTree;

/**
 * {@code pnpm-workspace.yaml}, and {@code .yarnrc.yml} (Yarn 4.10): what {@code catalog:} stands for in the manifests of a workspace, what is
 * added to packages of others, and what pnpm itself installs before all else and runs (pnpm.io/config-dependencies).
 */
final class PnpmWorkspace {
    private PnpmWorkspace() {}

    static void read(Document document, Dependencies out) throws MalformedException {
        YamlTree.Result yaml = document.yaml();
        for (Tree tree : yaml.documents()) {
            if (tree instanceof Mapping root) {
                catalogs(root, out);
                PackageJson.overrides(root.mapping("overrides"), null, out);
                PackageJson.extensions(root, out);
                settings(root.mapping("configDependencies"), out);
                out.members(root.get("packages"), null);
            }
        }
        if (yaml.fault() != null) {
            throw yaml.fault();
        }
    }

    static void yarn(Document document, Dependencies out) throws MalformedException {
        document.yaml(root -> {
            catalogs(root, out);
            PackageJson.extensions(root, out);
        });
    }

    /** {@code name: 1.0.0+sha512-...}, or with the address of the archive. */
    private static void settings(Mapping settings, Dependencies out) {
        for (Entry entry : settings.entries()) {
            Mapping own = settings.mapping(entry.key());
            String inner = own.text("integrity");
            String told = entry.value() instanceof Scalar scalar ? scalar.text() : inner == null ? "" : inner;
            int digest = told.indexOf("+sha");
            Mention mention = NpmSpec.of(entry.key(), digest < 0 ? told : told.substring(0, digest))
                    .integrity(digest < 0 ? "" : told.substring(digest + 1))
                    .scope(Scope.BUILD)
                    .at(entry.offsetBytes());
            String archive = own.text("tarball");
            NpmSpec.tell(archive == null ? mention : mention.origin(NpmSpec.resolved(mention, archive)), out);
        }
    }

    /** One without a name, and those with names. */
    static void catalogs(Mapping root, Dependencies out) {
        PackageJson.catalog(root.mapping("catalog"), out);
        for (Entry each : root.mapping("catalogs").entries()) {
            if (each.value() instanceof Mapping catalog) {
                PackageJson.catalog(catalog, out);
            }
        }
    }
}
