package dev.assay.detectors.manifest.python;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.Set;

/** {@code Pipfile} and {@code Pipfile.lock}. Of the latter who asks for whom is not known. */
final class Pipenv {
    /** Tables of a {@code Pipfile} that hold no packages; whoever installs names others as he likes. */
    private static final Set<String> NO_PACKAGES =
            Set.of("source", "requires", "pipenv", "scripts", "build-system", "pipfile");

    private Pipenv() {}

    static void manifest(Document document, Dependencies out) throws MalformedException {
        if (document.toml() instanceof Mapping root) {
            PythonIndexes indexes = PythonIndexes.pipenv(root, "source");
            for (Entry category : root.entries()) {
                if (category.value() instanceof Mapping packages && !NO_PACKAGES.contains(category.key())) {
                    Scope scope = category.key().equals("packages") ? Scope.RUNTIME : Scope.DEVELOPMENT;
                    packages.entries().forEach(entry -> PythonTable.read(entry, scope, indexes, out));
                }
            }
        }
    }

    static void lock(Document document, Dependencies out) throws MalformedException {
        if (!(document.json() instanceof Mapping root)) {
            throw new MalformedException(0, "a lockfile of Pipenv is an object");
        }
        PythonIndexes indexes = PythonIndexes.pipenv(root.mapping("_meta"), "sources");
        for (Entry group : root.entries()) {
            if (!group.key().startsWith("_") && group.value() instanceof Mapping packages) {
                Scope scope = group.key().equals("default") ? Scope.RUNTIME : Scope.DEVELOPMENT;
                for (Entry entry : packages.entries()) {
                    if (entry.value() instanceof Mapping locked) {
                        out.add(mention(entry, locked, indexes).scope(scope).relation(Relation.UNKNOWN));
                    }
                }
            }
        }
    }

    private static Mention mention(Entry entry, Mapping locked, PythonIndexes indexes) {
        String version = locked.text("version");
        Mention mention = PythonRequirement.named(entry.key()).at(entry.offsetBytes());
        mention.version(version == null ? "" : PythonRequirement.pinned(version));
        PythonTable.origin(mention, locked, indexes);
        for (Tree hash : locked.items("hashes")) {
            if (hash instanceof Scalar scalar) {
                return mention.integrity(scalar.text());
            }
        }
        return mention;
    }
}
