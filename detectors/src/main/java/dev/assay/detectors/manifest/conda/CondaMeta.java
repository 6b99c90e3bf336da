package dev.assay.detectors.manifest.conda;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Head;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.List;

/** {@code conda-meta/*.json}, and {@code info/index.json} of an archive: which package of conda this is, and what it asks for. */
final class CondaMeta {
    private static final int LOOKED_AT = 4 << 10;
    private static final List<String> KEYS = List.of("\"build_number\"", "\"depends\"");

    private CondaMeta() {}

    /** Written in the order of the keys, of which these come before the list of files. */
    static boolean looksRight(Head head) {
        int found = 0;
        int last = Math.min(head.length(), LOOKED_AT);
        for (int i = 0; i < last; i++) {
            if (head.bytes()[i] == '"' && found < KEYS.size() && head.has(i, KEYS.get(found))) {
                found++;
            }
        }
        return found == KEYS.size();
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        Mapping root = document.jsonObject();
        String sha256 = root.textOrEmpty("sha256");
        Mention self = Mention.of(CondaSpec.ECOSYSTEM, "", root.textOrEmpty("name"))
                .version(root.textOrEmpty("version"))
                .relation(Relation.SELF)
                .licence(root.text("license"))
                .integrity(sha256.isEmpty() ? "" : "sha256-" + sha256)
                .at(root.offsetBytes());
        Origin from = CondaSpec.originOf(root.textOrEmpty("url"));
        out.add(from.address().isEmpty() ? self : self.origin(from));
        for (Tree item : root.items("depends")) {
            if (item instanceof Scalar spec) {
                out.add(CondaSpec.of(spec.text()).at(spec.offsetBytes()));
            }
        }
    }
}
