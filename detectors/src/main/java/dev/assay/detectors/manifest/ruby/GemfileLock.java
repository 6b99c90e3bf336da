package dev.assay.detectors.manifest.ruby;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Graph;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.Missing;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.ConflictMarks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code Gemfile.lock}: sections of sources with their gems, {@code DEPENDENCIES} with what the project asks for. Groups, such as
 * that for tests, stand in the {@code Gemfile} only.
 */
final class GemfileLock {
    private static final String DEFAULT = "https://rubygems.org/";
    private static final int SHA256_CHARACTERS = "sha256:".length() + 64;

    /** A gem of a source; its file is for a version and a platform. */
    private record Locked(String name, String file, Mention mention, List<String> asks, long offset) {}

    private final List<Locked> all = new ArrayList<>();
    private final List<String> direct = new ArrayList<>();
    private final Map<String, String> checksums = new HashMap<>();
    private String section = "";
    private boolean isBegun;
    private boolean hasDependencies;
    private String remote = "";
    private boolean hasSeveral; // remotes, in this section
    private String revision = "";

    private final Dependencies out;

    private GemfileLock(Dependencies out) {
        this.out = out;
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        GemfileLock lock = new GemfileLock(out);
        long taken = 3L * document.length();
        document.budget().takeMemory(taken);
        try {
            lock.parse(new TextLines(document));
        } finally {
            try {
                lock.tell(document);
            } finally {
                document.budget().giveBackMemory(taken);
            }
        }
    }

    private void parse(TextLines lines) throws MalformedException {
        while (lines.next()) {
            String line = lines.line();
            int indent = lines.indent();
            String text = line.substring(indent).stripTrailing();
            MalformedException.check(
                    !line.startsWith("<<<<<<<") && !line.startsWith(">>>>>>>"),
                    lines.offset(),
                    ConflictMarks.UNSETTLED);
            if (text.isEmpty()) {
                continue;
            }
            if (indent == 0) {
                section = text;
                isBegun = true;
                hasDependencies |= text.equals("DEPENDENCIES");
                remote = "";
                hasSeveral = false;
                revision = "";
            } else {
                line(text, indent, lines.offset() + indent);
            }
        }
        if (isBegun && !hasDependencies) { // Bundler writes the title even if nothing is asked for
            out.cutOff(lines.offset(), "no section of DEPENDENCIES, which follows the gems");
        }
    }

    private void line(String text, int indent, long at) {
        switch (section) {
            case "GEM", "GIT", "PATH", "PLUGIN SOURCE" -> {
                if (text.startsWith("remote:")) {
                    remote(text.substring("remote:".length()).strip(), at);
                } else if (text.startsWith("revision:")) {
                    revision = text.substring("revision:".length()).strip();
                } else if (indent == 4) {
                    gem(text, at);
                } else if (indent >= 6 && !all.isEmpty()) {
                    all.getLast().asks().add(name(text));
                }
            }
            case "DEPENDENCIES" -> direct.add(name(text));
            case "CHECKSUMS" -> {
                String digest = text.substring(text.indexOf(')') + 1).strip().replace('=', ':');
                checksums.put(name(text) + " " + file(text), digest.startsWith("sha") ? digest : "");
                boolean isSha256 = digest.startsWith("sha256:");
                boolean isCut = isSha256 ? digest.length() < SHA256_CHARACTERS : digest.indexOf(':') < 0;
                if (file(text).isEmpty() || isCut && !digest.isEmpty()) {
                    out.cutOff(at, "half of a digest");
                }
            }
            default -> {}
        }
    }

    /** Of several, as Bundler wrote them once, each gem may be from any. */
    private void remote(String address, long at) {
        boolean isAnother = !remote.isEmpty() && !remote.equals(address);
        if (isAnother && !hasSeveral) {
            hasSeveral = true;
            out.gap(
                    GapKind.UNSUPPORTED,
                    at,
                    "gems of several sources in one section: from which of them each is taken is not known");
        }
        remote = address;
    }

    /** {@code name (1.0)}, {@code name!}. */
    private static String name(String text) {
        int end = text.indexOf(' ');
        String name = end < 0 ? text : text.substring(0, end);
        return name.endsWith("!") ? name.substring(0, name.length() - 1) : name;
    }

    /** Behind {@code -} there is a platform; a version of a gem has no such sign. */
    private static String version(String text) {
        String file = file(text);
        int platform = file.indexOf('-');
        return platform < 0 ? file : file.substring(0, platform);
    }

    /** What stands in parentheses. */
    private static String file(String text) {
        int open = text.indexOf('(');
        int close = text.indexOf(')', Math.max(open, 0));
        return open < 0 || close < 0 ? "" : text.substring(open + 1, close);
    }

    private void gem(String text, long at) {
        String name = name(text);
        if (version(text).isEmpty()) {
            out.malformed(at, "a gem without a version");
        }
        Mention mention = Mention.of("gem", "", name).version(version(text)).at(at);
        switch (section) {
            case "GIT" -> mention.origin(Origin.Kind.GIT, revision.isEmpty() ? remote : remote + "#" + revision);
            case "PATH" -> mention.origin(Origin.Kind.PATH, remote);
            default -> {
                if (!remote.isEmpty() && !remote.equals(DEFAULT) && !hasSeveral) {
                    mention.origin(Origin.Kind.REGISTRY, remote);
                }
            }
        }
        all.add(new Locked(name, file(text), mention, new ArrayList<>(2), at));
    }

    private void tell(Document document) {
        try (Graph graph = new Graph(document.budget())) {
            Map<String, List<Integer>> nodes = new HashMap<>();
            for (Locked each : all) {
                int node = graph.node(each.name() + "@" + each.mention().version());
                nodes.computeIfAbsent(each.name(), _ -> new ArrayList<>(1)).add(node);
            }
            Missing missing = new Missing();
            for (int i = 0; i < all.size(); i++) {
                for (String asked : all.get(i).asks()) {
                    if (!nodes.containsKey(asked) && !asked.equals("bundler")) { // which is never locked
                        missing.name(asked, all.get(i).offset());
                    }
                    for (int node : nodes.getOrDefault(asked, List.of())) {
                        graph.edge(i, node);
                    }
                }
            }
            missing.tell(out);
            direct.forEach(
                    name -> nodes.getOrDefault(name, List.of()).forEach(node -> graph.root(node, Scope.RUNTIME)));
            Graph.Ways ways = graph.ways();
            for (int i = 0; i < all.size(); i++) {
                Locked each = all.get(i);
                Relation relation =
                        ways.isDirect(i) ? Relation.DIRECT : ways.isReached(i) ? Relation.TRANSITIVE : Relation.UNKNOWN;
                each.mention().integrity(checksums.getOrDefault(each.name() + " " + each.file(), ""));
                out.add(each.mention().relation(relation).way(ways, i));
            }
        }
    }
}
