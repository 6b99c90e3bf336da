package dev.assay.detectors.manifest.php;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Graph;
import dev.assay.detectors.manifest.HeadText;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Head;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code composer.json}, {@code composer.lock} and {@code installed.json}. Names are not case-sensitive. What is asked for and has no {@code /} is the
 * platform: PHP itself and its extensions. Of the lockfile what nobody else asks for is direct, and of the rest it is not known.
 */
final class Composer {
    private static final String ECOSYSTEM = "composer";
    private static final Map<String, Scope> SECTIONS =
            Map.of("require", Scope.RUNTIME, "require-dev", Scope.DEVELOPMENT);
    private static final Map<String, Scope> LISTS =
            Map.of("packages", Scope.RUNTIME, "packages-dev", Scope.DEVELOPMENT);

    private static final String PACKAGIST = "https://packagist.org";

    /** Archives of repositories as Packagist names them, which has none of its own. */
    private static final List<String> ARCHIVES = List.of(
            "https://api.github.com/repos/",
            "https://gitlab.com/api/v4/projects/",
            "https://bitbucket.org/",
            "https://codeberg.org/api/v1/repos/");

    private Composer() {}

    static void manifest(Document document, Dependencies out) throws MalformedException {
        Mapping root = root(document);
        Map<String, Origin> own = own(root);
        for (Entry section : root.entries()) {
            Scope scope = SECTIONS.get(section.key());
            if (scope != null && section.value() instanceof Mapping mapping) {
                for (Entry entry : mapping.entries()) {
                    if (entry.key().indexOf('/') > 0 && entry.value() instanceof Scalar scalar) {
                        Mention mention = named(entry.key());
                        out.add(mention.origin(own.getOrDefault(mention.full(), Origin.DEFAULT))
                                .range(scalar.text())
                                .version(isExact(scalar.text()) ? scalar.text() : "")
                                .scope(scope)
                                .at(entry.offsetBytes()));
                    }
                }
            }
        }
    }

    /** Where packages are from that the manifest itself describes, by their names: repositories of type {@code package}. */
    private static Map<String, Origin> own(Mapping root) {
        Map<String, Origin> own = new HashMap<>();
        List<Tree> repositories = root.get("repositories") instanceof Mapping byName
                ? byName.entries().stream().map(Entry::value).toList()
                : root.items("repositories");
        for (Tree each : repositories) {
            if (each instanceof Mapping repository
                    && repository.textOrEmpty("type").equals("package")) {
                for (Tree item : repository.items("package")) {
                    if (item instanceof Mapping described) {
                        Mention mention = described(described);
                        own.put(mention.full(), mention.origin());
                    }
                }
            }
        }
        return own;
    }

    private static Mention described(Mapping described) {
        Mention mention = named(text(described, "name"));
        String archive = described.mapping("dist").textOrEmpty("url");
        String repository = described.mapping("source").textOrEmpty("url");
        String revision = described.mapping("source").textOrEmpty("reference");
        return !archive.isEmpty()
                ? mention.origin(Origin.Kind.URL, archive)
                : repository.isEmpty()
                        ? mention
                        : mention.origin(
                                Origin.Kind.GIT, revision.isEmpty() ? repository : repository + "#" + revision);
    }

    private static Mapping root(Document document) throws MalformedException {
        if (document.json() instanceof Mapping root) {
            return root;
        }
        throw new MalformedException(0, "a manifest of Composer is an object");
    }

    private static Mention named(String full) {
        return Mention.slashed(ECOSYSTEM, full.toLowerCase(Locale.ROOT));
    }

    /** {@code 1.2.3}, with {@code v} in front or a stability behind; {@code 1.x} is as {@code 1.*}. */
    private static boolean isExact(String range) {
        String text = range.startsWith("v") ? range.substring(1) : range;
        return !text.isEmpty()
                && Character.isDigit(text.charAt(0))
                && text.indexOf('.') > 0
                && text.chars().noneMatch(c -> "*|, <>^~@".indexOf(c) >= 0)
                && Parts.of(text, '.').stream().noneMatch(part -> part.equalsIgnoreCase("x"));
    }

    static void lock(Document document, Dependencies out) throws MalformedException {
        List<Mapping> packages = new ArrayList<>();
        List<Scope> scopes = new ArrayList<>();
        for (Entry list : root(document).entries()) {
            Scope scope = LISTS.get(list.key());
            if (scope != null && list.value() instanceof Tree.Sequence sequence) {
                for (Tree item : sequence.items()) {
                    if (item instanceof Mapping each) {
                        packages.add(each);
                        scopes.add(scope);
                    }
                }
            }
        }
        try (Graph graph = new Graph(document.budget())) {
            tell(packages, scopes, graph, out);
        }
    }

    static boolean isInstalled(Head head) {
        return HeadText.holds(head, "\"packages\"") || HeadText.holds(head, "\"version_normalized\"");
    }

    /** {@code vendor/composer/installed.json}: an object since Composer 2, and the list alone before. */
    static void installed(Document document, Dependencies out) throws MalformedException {
        Tree root = document.json();
        List<Tree> items = root instanceof Tree.Sequence list
                ? list.items()
                : root instanceof Mapping mapping ? mapping.items("packages") : List.of();
        Set<String> forWork = new HashSet<>();
        if (root instanceof Mapping mapping) {
            for (Tree name : mapping.items("dev-package-names")) {
                if (name instanceof Scalar scalar) {
                    forWork.add(scalar.text().toLowerCase(Locale.ROOT));
                }
            }
        }
        List<Mapping> packages = new ArrayList<>();
        List<Scope> scopes = new ArrayList<>();
        for (Tree item : items) {
            if (item instanceof Mapping each) {
                packages.add(each);
                boolean isForWork = forWork.contains(text(each, "name").toLowerCase(Locale.ROOT));
                scopes.add(isForWork ? Scope.DEVELOPMENT : Scope.RUNTIME);
            }
        }
        try (Graph graph = new Graph(document.budget())) {
            tell(packages, scopes, graph, out);
        }
    }

    private static String text(Mapping mapping, String key) {
        String value = mapping.text(key);
        return value == null ? "" : value;
    }

    private static void tell(List<Mapping> packages, List<Scope> scopes, Graph graph, Dependencies out) {
        Map<String, Integer> nodes = new HashMap<>();
        for (Mapping each : packages) {
            String name = text(each, "name").toLowerCase(Locale.ROOT);
            nodes.put(name, graph.node(name + "@" + text(each, "version")));
        }
        for (int i = 0; i < packages.size(); i++) {
            for (Entry asked : packages.get(i).mapping("require").entries()) {
                graph.edge(i, nodes.getOrDefault(asked.key().toLowerCase(Locale.ROOT), -1));
            }
        }
        boolean[] isAsked = graph.asked();
        for (int i = 0; i < packages.size(); i++) {
            if (!isAsked[i]) {
                graph.root(i, scopes.get(i));
            }
        }
        Graph.Ways ways = graph.ways();
        for (int i = 0; i < packages.size(); i++) {
            out.add(mention(packages.get(i))
                    .scope(scopes.get(i))
                    .relation(ways.isDirect(i) ? Relation.DIRECT : Relation.UNKNOWN)
                    .way(ways, i));
        }
    }

    /** Who is told of an installation is who has the package: the address without its path; empty where nobody is. */
    private static String registry(String notified) {
        int host = notified.indexOf("://");
        int end = host < 0 ? -1 : notified.indexOf('/', host + 3);
        return end < 0 ? notified : notified.substring(0, end);
    }

    /** The commit of the repository that a package was made of; empty where it is not told. */
    private static String revision(Mapping source) {
        boolean isGit =
                text(source, "type").equals("git") && !text(source, "url").isEmpty();
        return isGit ? text(source, "url") + "#" + text(source, "reference") : "";
    }

    /** It has packages without an archive, too, of which there is the source. */
    private static boolean isOfPackagist(String archive) {
        return archive.isEmpty() || ARCHIVES.stream().anyMatch(archive::startsWith);
    }

    /**
     * Packagist has Composer tell it of installations, so what tells nobody is from elsewhere: a repository of sources, or a registry of one's
     * own. Such a package has the name nevertheless, and {@code composer audit} compares it by that.
     *
     * @see <a href="https://getcomposer.org/doc/05-repositories.md#notify-batch">notify-batch</a>
     */
    private static Mention mention(Mapping each) {
        Mention mention =
                named(text(each, "name")).version(text(each, "version")).at(each.offsetBytes());
        Mapping source = each.mapping("source");
        Mapping dist = each.mapping("dist");
        String shasum = text(dist, "shasum");
        String registry = registry(text(each, "notification-url"));
        if (text(dist, "type").equals("path")) {
            mention.origin(Origin.Kind.PATH, text(dist, "url"));
        } else if (registry.equals(PACKAGIST) && isOfPackagist(text(dist, "url"))) {
            mention.origin(Origin.DEFAULT).source(revision(source));
        } else if (!registry.isEmpty() && !registry.equals(PACKAGIST)) { // whose archive the lockfile names as well
            mention.origin(Origin.Kind.REGISTRY, registry).source(revision(source));
        } else if (!text(dist, "url").isEmpty()) { // which is taken rather than the source
            mention.origin(Origin.Kind.URL, text(dist, "url"));
        } else if (!revision(source).isEmpty()) {
            mention.origin(Origin.Kind.GIT, revision(source));
        }
        Tree licence = each.get("license"); // any of them may be chosen
        mention.licence(
                licence == null
                        ? ""
                        : String.join(
                                " OR ",
                                Tree.scalars(licence).stream().map(Scalar::text).toList()));
        return shasum.isEmpty() ? mention : mention.integrity("sha1-" + shasum);
    }
}
