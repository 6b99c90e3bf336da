package dev.assay.detectors.manifest.swift;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;

/** {@code Package.resolved} of versions 1 to 3. Which of the packages the project itself asks for stands in {@code Package.swift} only. */
final class PackageResolved {
    private PackageResolved() {}

    static void read(Document document, Dependencies out) throws MalformedException {
        Mapping root = document.jsonObject();
        Mapping pinned = root.get("pins") == null ? root.mapping("object") : root;
        for (Tree item : pinned.items("pins")) {
            if (item instanceof Mapping pin) {
                out.add(pin(pin));
            }
        }
    }

    private static Mention pin(Mapping pin) {
        Mapping state = pin.mapping("state");
        String first = pin.textOrEmpty("repositoryURL");
        boolean isOfRegistry = pin.textOrEmpty("kind").equals("registry");
        Mention mention = isOfRegistry
                ? SwiftPackage.ofRegistry(pin.textOrEmpty("identity"))
                : SwiftPackage.of(first.isEmpty() ? pin.textOrEmpty("location") : first);
        String branch = state.textOrEmpty("branch");
        return mention.version(plain(state.textOrEmpty("version")))
                .range(plain(branch))
                .integrity(plain(state.textOrEmpty("revision")))
                .relation(Relation.UNKNOWN)
                .at(pin.offsetBytes());
    }

    private static String plain(String text) {
        return text.equals("null") ? "" : text;
    }
}
