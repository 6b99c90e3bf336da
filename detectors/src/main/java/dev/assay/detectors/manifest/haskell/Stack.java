package dev.assay.detectors.manifest.haskell;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.List;

/**
 * {@code stack.yaml} and {@code stack.yaml.lock}: packages beside those of a snapshot, {@code name-1.0@sha256:digest,size} or {@code
 * name-1.0@rev:1}, or from elsewhere. What the snapshot itself holds neither file says.
 */
final class Stack {
    private Stack() {}

    static void manifest(Document document, Dependencies out) throws MalformedException {
        document.yaml(root -> {
            for (Tree item : root.items("extra-deps")) {
                switch (item) {
                    case Scalar text -> out.add(named(text));
                    case Mapping mapping -> out.add(elsewhere(mapping));
                    case Tree.Sequence _ -> {}
                }
            }
            String snapshot = root.textOrEmpty("snapshot") + root.textOrEmpty("resolver");
            if (!snapshot.isEmpty()) {
                out.gap(
                        GapKind.UNSUPPORTED,
                        root.offsetBytes(),
                        "packages come from a snapshot of Stackage, which is not in the file");
            }
        });
    }

    static void lock(Document document, Dependencies out) throws MalformedException {
        document.yaml(root -> {
            for (Tree item : root.items("packages")) {
                if (item instanceof Mapping each) {
                    Mapping completed = each.mapping("completed");
                    out.add(
                            completed.get("hackage") instanceof Scalar text
                                    ? named(text)
                                    : elsewhere(completed).at(each.offsetBytes()));
                }
            }
            if (root.get("snapshots") == null) {
                out.cutOff(document.length(), "no snapshots, which it is ended with");
            }
        });
    }

    private static Mention named(Scalar scalar) {
        String text = scalar.text();
        int at = text.indexOf('@');
        String named = at < 0 ? text : text.substring(0, at);
        String digest = at < 0 ? "" : text.substring(at + 1);
        int comma = digest.indexOf(',');
        if (named.startsWith(".") || named.startsWith("/") || named.contains("://")) {
            boolean isAddress = named.contains("://");
            return split(last(text))
                    .origin(isAddress ? Origin.Kind.URL : Origin.Kind.PATH, text)
                    .at(scalar.offsetBytes());
        }
        return split(named)
                .integrity(digest.startsWith("sha256:") ? comma < 0 ? digest : digest.substring(0, comma) : "")
                .at(scalar.offsetBytes());
    }

    /** {@code name-1.0}; names may have dashes as well. */
    private static Mention split(String named) {
        int dash = named.lastIndexOf('-');
        boolean isVersioned = dash > 0
                && named.substring(dash + 1).chars().allMatch(c -> c >= '0' && c <= '9' || c == '.')
                && dash < named.length() - 1;
        return Mention.of(HaskellFormats.ECOSYSTEM, "", isVersioned ? named.substring(0, dash) : named)
                .version(isVersioned ? named.substring(dash + 1) : "");
    }

    /** The last part of an address, without what tells that it is an archive or a repository. */
    private static String last(String address) {
        String last = address.substring(address.lastIndexOf('/') + 1);
        for (String ending : List.of(".tar.gz", ".zip", ".git")) {
            if (last.endsWith(ending)) {
                return last.substring(0, last.length() - ending.length());
            }
        }
        return last;
    }

    private static Mention elsewhere(Mapping mapping) {
        String git = mapping.textOrEmpty("git") + mapping.textOrEmpty("hg");
        String archive = mapping.textOrEmpty("url") + mapping.textOrEmpty("archive");
        String github = mapping.textOrEmpty("github");
        String commit = mapping.textOrEmpty("commit");
        String address = !git.isEmpty() ? git : !archive.isEmpty() ? archive : "https://github.com/" + github;
        String name = mapping.textOrEmpty("name");
        Mention named = name.isEmpty() ? split(last(address)) : Mention.of(HaskellFormats.ECOSYSTEM, "", name);
        String version = mapping.textOrEmpty("version");
        Mention mention = named.version(version.isEmpty() ? named.version() : version)
                .relation(Relation.DIRECT)
                .at(mapping.offsetBytes());
        return git.isEmpty() && github.isEmpty()
                ? mention.origin(Origin.Kind.URL, address)
                : mention.origin(Origin.Kind.GIT, commit.isEmpty() ? address : address + "#" + commit);
    }
}
