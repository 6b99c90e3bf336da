package dev.assay.detectors.manifest.binary;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.LockGraph;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.binary.Image.Section;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.JsonTree;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.TreeRoom;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What cargo-auditable writes into a program: the section {@code .dep-v0}, JSON in zlib, {@code {"packages": [{"name", "version",
 * "source", "kind", "dependencies": [indexes], "root"}]}}.
 */
final class CargoAuditable {
    private static final String SECTION = ".dep-v0";

    /** As cargo-auditable's own reader has it by default: the data of large programs are of some ten kilobytes. */
    private static final int MOST_BYTES = 8 << 20;

    private CargoAuditable() {}

    static void read(Image image, Budget budget, Dependencies out) throws IOException {
        Section section = image.named(SECTION);
        if (section == null) {
            return;
        }
        long at = section.offset();
        MalformedException.check(
                section.size() >= 0 && section.size() <= MOST_BYTES, at, "a list of crates of an impossible size");
        budget.takeMemory(2L * MOST_BYTES);
        try {
            byte[] json = inflated(image.bytes(at, (int) section.size()), at, budget);
            try (TreeRoom room = new TreeRoom(budget, json.length);
                    LockGraph graph = new LockGraph(budget, json.length)) {
                if (JsonTree.read(json, json.length, room) instanceof Mapping root) {
                    tell(root.items("packages"), at, graph, out);
                }
            }
        } finally {
            budget.giveBackMemory(2L * MOST_BYTES);
        }
    }

    private static byte[] inflated(byte[] data, long at, Budget budget) throws MalformedException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(data);
            byte[] json = new byte[64 << 10];
            int length = 0;
            while (!inflater.finished()) {
                int n = inflater.inflate(json, length, json.length - length);
                length += n;
                budget.spendExpanded(n);
                boolean isFull = length == json.length;
                MalformedException.check(
                        n > 0 || isFull || inflater.finished(), at, "a list of crates that is not whole");
                MalformedException.check(length < MOST_BYTES, at, "a list of crates of an impossible size");
                json = isFull ? Arrays.copyOf(json, json.length * 2) : json;
            }
            return Arrays.copyOf(json, length);
        } catch (DataFormatException e) {
            throw new MalformedException(at, "a list of crates that is no data of zlib");
        } finally {
            inflater.end();
        }
    }

    private static void tell(List<Tree> packages, long at, LockGraph graph, Dependencies out) {
        for (int i = 0; i < packages.size(); i++) {
            if (packages.get(i) instanceof Mapping crate) {
                boolean isRoot = crate.textOrEmpty("root").equals("true");
                Mention mention = mention(crate, at);
                if (isRoot) {
                    out.add(mention.relation(Relation.SELF));
                    asked(crate, key -> graph.root(key, scope(packages, key)));
                } else {
                    int node = graph.add(Integer.toString(i), mention);
                    asked(crate, key -> graph.ask(node, key));
                }
            }
        }
        graph.tell(out);
    }

    private static Scope scope(List<Tree> packages, String key) {
        int index = key.isEmpty() || key.length() > 7 ? -1 : Integer.parseInt(key);
        boolean isBuild = index >= 0
                && index < packages.size()
                && packages.get(index) instanceof Mapping crate
                && crate.textOrEmpty("kind").equals("build");
        return isBuild ? Scope.BUILD : Scope.RUNTIME;
    }

    private static void asked(Mapping crate, Consumer<String> to) {
        for (Tree item : crate.items("dependencies")) {
            if (item instanceof Scalar index && index.text().chars().allMatch(c -> c >= '0' && c <= '9')) {
                to.accept(index.text());
            }
        }
    }

    private static Mention mention(Mapping crate, long at) {
        Mention mention = Mention.of("cargo", "", crate.textOrEmpty("name"))
                .version(crate.textOrEmpty("version"))
                .scope(crate.textOrEmpty("kind").equals("build") ? Scope.BUILD : Scope.RUNTIME)
                .at(at);
        return switch (crate.textOrEmpty("source")) {
            case "crates.io", "" -> mention;
            case "git" -> mention.origin(Origin.Kind.GIT, "");
            case "local" -> mention.origin(Origin.Kind.WORKSPACE, "");
            default -> mention.origin(Origin.Kind.REGISTRY, crate.textOrEmpty("source"));
        };
    }
}
