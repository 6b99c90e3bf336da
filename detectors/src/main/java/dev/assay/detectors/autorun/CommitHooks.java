package dev.assay.detectors.autorun;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import dev.assay.engine.text.TreePaths;
import dev.assay.engine.text.YamlTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Commands that tools put into git's hooks, in settings of theirs: where these have them is {@code hooks.tsv}. */
final class CommitHooks {
    static final String EVENT = "commit";

    /** The tools by the kind of file. */
    private static final Map<String, TreePaths<String>> TOOLS = tools();

    private CommitHooks() {}

    private static Map<String, TreePaths<String>> tools() {
        Map<String, TreePaths<String>> tools = new HashMap<>();
        for (List<String> row : Rows.read(Objects.requireNonNull(CommitHooks.class.getResource("hooks.tsv")), 3)) {
            TreePaths<String> paths = tools.computeIfAbsent(row.getFirst(), _ -> new TreePaths<>());
            Parts.of(row.get(2), ' ').forEach(path -> paths.add(path, row.get(1)));
        }
        return Map.copyOf(tools);
    }

    /** A file of nothing else, in YAML or in JSON, which is some of it. */
    static void read(AutorunKind kind, Content content) throws MalformedException {
        YamlTree.Result yaml = content.yaml();
        for (Tree tree : yaml.documents()) {
            if (tree instanceof Mapping root) {
                ToolSettings.preCommit(root, content);
                tell(kind, root, content);
            }
        }
        if (yaml.fault() != null) {
            throw yaml.fault();
        }
    }

    /** What settings of a kind have. */
    static void tell(AutorunKind kind, Mapping settings, Content content) {
        Objects.requireNonNull(TOOLS.get(kind.id())).walk(settings, new TreePaths.Visitor<>() {
            @Override
            public void enter(String tool, String key, Tree tree) {
                List<Tree> all = tree instanceof Sequence list ? list.items() : List.of(tree);
                for (Tree each : all) {
                    if (each instanceof Scalar command) {
                        content.command(tool, EVENT, command.text(), command.offsetBytes());
                    }
                }
            }

            @Override
            public void leave(String tool, Tree tree) {}
        });
    }
}
