package dev.assay.detectors.manifest.rlang;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.LockGraph;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.List;
import java.util.Locale;

/** {@code renv.lock}: packages of CRAN, Bioconductor, repositories of git and elsewhere, each with the names that it asks for. */
final class RenvLock {
    /** Newer versions keep the fields of {@code DESCRIPTION} as they are; before there was {@code Requirements}. */
    private static final List<String> ASKS = List.of("Requirements", "Depends", "Imports", "LinkingTo");

    private RenvLock() {}

    static void read(Document document, Dependencies out) throws MalformedException {
        Mapping root = document.jsonObject();
        Mapping repositories = new Mapping(repositories(root), "", 0);
        try (LockGraph graph = new LockGraph(document)) {
            for (Entry entry : root.mapping("Packages").entries()) {
                if (entry.value() instanceof Mapping locked) {
                    int node = graph.add(entry.key(), mention(entry, locked, repositories));
                    for (String list : ASKS) {
                        for (Tree item : locked.items(list)) {
                            if (item instanceof Scalar asked) {
                                graph.ask(node, Description.name(asked.text()));
                            }
                        }
                    }
                }
            }
            graph.tell(out);
        }
    }

    private static List<Entry> repositories(Mapping root) {
        return root.mapping("R").items("Repositories").stream()
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .map(each -> new Entry(
                        each.textOrEmpty("Name"), new Scalar(each.textOrEmpty("URL"), true, "", each.offsetBytes())))
                .toList();
    }

    private static Mention mention(Entry entry, Mapping locked, Mapping repositories) {
        String source = locked.textOrEmpty("Source").toLowerCase(Locale.ROOT);
        String name = locked.textOrEmpty("Package");
        String hash = locked.textOrEmpty("Hash");
        Mention mention = Mention.of(
                        source.equals("bioconductor") ? "bioconductor" : Description.ECOSYSTEM,
                        "",
                        name.isEmpty() ? entry.key() : name)
                .version(locked.textOrEmpty("Version"))
                .integrity(hash.isEmpty() ? "" : "md5-" + hash)
                .at(entry.offsetBytes());
        String revision = locked.textOrEmpty("RemoteSha");
        String host = switch (source) {
            case "github" -> "https://github.com/";
            case "gitlab" -> "https://gitlab.com/";
            case "bitbucket" -> "https://bitbucket.org/";
            default -> "";
        };
        String address = source.equals("git")
                ? locked.textOrEmpty("RemoteUrl")
                : host + locked.textOrEmpty("RemoteUsername") + "/" + locked.textOrEmpty("RemoteRepo");
        if (!host.isEmpty() || source.equals("git")) {
            mention.origin(Origin.Kind.GIT, revision.isEmpty() ? address : address + "#" + revision);
        } else if (source.equals("url")) {
            mention.origin(Origin.Kind.URL, locked.textOrEmpty("RemoteUrl"));
        } else if (source.equals("local") || source.equals("unknown")) {
            mention.origin(Origin.Kind.PATH, locked.textOrEmpty("RemoteUrl"));
        } else if (!isCran(locked.textOrEmpty("Repository"))) {
            String repository = locked.textOrEmpty("Repository");
            String known = repositories.textOrEmpty(repository);
            mention.origin(Origin.Kind.REGISTRY, known.isEmpty() ? repository : known);
        }
        return mention;
    }

    /** Also as the mirrors of Posit have it. */
    private static boolean isCran(String repository) {
        return repository.isEmpty()
                || repository.equals("CRAN")
                || repository.equals("RSPM")
                || repository.equals("P3M");
    }
}
