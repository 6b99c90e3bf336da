package dev.assay.detectors.manifest.terraform;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.Terms;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Sequence;
import java.util.List;

/** {@code .terraform.lock.hcl}: the providers, each by the registry, the owner and the name. Modules are not in it. */
final class TerraformLock {
    private static final String DEFAULT = "registry.terraform.io";

    private TerraformLock() {}

    static void read(Document document, Dependencies out) throws MalformedException {
        List<Tree> terms = Terms.read(document, Terms.Dialect.HCL);
        if (!terms.isEmpty() && !(terms.getLast() instanceof Sequence)) {
            out.cutOff(terms.getLast().offsetBytes(), "a provider without what is taken of it");
        }
        for (int i = 0; i + 2 < terms.size(); i++) {
            if (Terms.word(terms, i).equals("provider")) {
                out.add(provider(Terms.word(terms, i + 1), Terms.list(terms, i + 2))
                        .at(terms.get(i).offsetBytes()));
            }
        }
    }

    private static Mention provider(String address, List<Tree> block) {
        int slash = address.indexOf('/');
        boolean isWhole = slash > 0 && address.indexOf('/', slash + 1) > 0;
        String registry = isWhole ? address.substring(0, slash) : "";
        Mention mention = Mention.slashed("terraform", isWhole ? address.substring(slash + 1) : address)
                .relation(Relation.UNKNOWN);
        if (isWhole && !registry.equals(DEFAULT)) {
            mention.origin(Origin.Kind.REGISTRY, registry);
        }
        for (int i = 2; i < block.size(); i++) {
            if (Terms.word(block, i - 1).equals("=")) {
                switch (Terms.word(block, i - 2)) {
                    case "version" -> mention.version(Terms.word(block, i));
                    case "constraints" -> mention.range(Terms.word(block, i));
                    case "hashes" -> mention.integrity(Terms.word(Terms.list(block, i), 0));
                    default -> {}
                }
            }
        }
        return mention;
    }
}
