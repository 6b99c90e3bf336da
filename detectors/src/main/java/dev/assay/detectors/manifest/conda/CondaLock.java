package dev.assay.detectors.manifest.conda;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.LockGraph;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.detectors.manifest.python.PipLine;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code conda-lock.yml}: the packages for each platform, of which those of the same name and version are told once; and lists of
 * addresses behind {@code @EXPLICIT}.
 */
final class CondaLock {
    private static final int MD5_DIGITS = 32;
    private static final int SHA256_DIGITS = 64;

    private CondaLock() {}

    static void read(Document document, Dependencies out) throws MalformedException {
        document.yaml(root -> {
            try (LockGraph graph = new LockGraph(document)) {
                Set<String> told = new HashSet<>();
                for (Tree item : root.items("package")) {
                    if (item instanceof Mapping locked) {
                        String manager = locked.textOrEmpty("manager");
                        String name = locked.textOrEmpty("name");
                        if (told.add(manager + " " + name + " " + locked.textOrEmpty("version"))) {
                            if (locked.get("url") == null || isCut(locked.get("hash"))) {
                                out.cutOff(locked.offsetBytes(), "a package without its address or its digest");
                            }
                            int node = graph.add(manager + " " + name, mention(manager, name, locked));
                            for (Entry asked : locked.mapping("dependencies").entries()) {
                                graph.ask(node, manager + " " + asked.key());
                            }
                        }
                    }
                }
                graph.tell(out);
            }
        });
    }

    private static boolean isCut(@Nullable Tree digests) {
        return !(digests instanceof Mapping hash)
                || isCut(hash.text("md5"), MD5_DIGITS)
                || isCut(hash.text("sha256"), SHA256_DIGITS);
    }

    private static boolean isCut(@Nullable String digest, int digits) {
        return digest != null && digest.length() < digits && !digest.equals("null");
    }

    private static Mention mention(String manager, String name, Mapping locked) {
        boolean isPip = manager.equals("pip");
        Mapping hash = locked.mapping("hash");
        String sha256 = hash.textOrEmpty("sha256");
        String md5 = hash.textOrEmpty("md5");
        boolean isMain = !locked.textOrEmpty("category").equals("dev");
        boolean isOptional = locked.textOrEmpty("optional").equals("true");
        Mention mention = isPip ? PipLine.named(name) : Mention.of(CondaSpec.ECOSYSTEM, "", name);
        String url = locked.textOrEmpty("url");
        Origin from = CondaSpec.originOf(url);
        if (!isPip && !from.address().isEmpty()) {
            mention.origin(from);
        } else if (isPip && !url.isEmpty() && !url.startsWith("https://files.pythonhosted.org/")) {
            mention.origin(Origin.Kind.URL, url);
        }
        return mention.version(locked.textOrEmpty("version"))
                .scope(isMain ? isOptional ? Scope.OPTIONAL : Scope.RUNTIME : Scope.DEVELOPMENT)
                .integrity(sha256.isEmpty() ? md5.isEmpty() ? "" : "md5-" + md5 : "sha256-" + sha256)
                .at(locked.offsetBytes());
    }

    static void explicit(Document document, Dependencies out) throws MalformedException {
        TextLines lines = new TextLines(document);
        while (lines.nextSettled()) {
            String line = lines.line().strip();
            if (line.isEmpty() || line.startsWith("#") || line.equals("@EXPLICIT")) {
                continue;
            }
            int hash = line.indexOf('#');
            Mention mention = CondaSpec.ofAddress(hash < 0 ? line : line.substring(0, hash));
            if (mention.full().isEmpty()) {
                out.malformed(lines.offset(), "a line that is no address of a package of conda");
                continue;
            }
            String digest = hash < 0 ? "" : line.substring(hash + 1);
            String bare = digest.startsWith("sha256:") ? digest.substring("sha256:".length()) : digest;
            if (!bare.isEmpty() && bare.length() != MD5_DIGITS && bare.length() != SHA256_DIGITS) {
                out.malformed(lines.offset(), "a digest of " + bare.length() + " digits");
            }
            out.add(mention.relation(Relation.UNKNOWN)
                    .integrity(bare.isEmpty() ? "" : (bare.length() == SHA256_DIGITS ? "sha256-" : "md5-") + bare)
                    .at(lines.offset()));
        }
    }
}
