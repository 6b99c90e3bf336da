package dev.assay.detectors.manifest.python;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.python.LockedPackages.Locked;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code poetry.lock}, {@code uv.lock}, {@code pdm.lock} and {@code pylock.toml} (PEP 751): lists of packages in TOML. */
final class PythonLocks {
    private static final List<String> PDM_SOURCES = List.of("files", "git", "hg", "svn", "bzr", "url", "path");
    private static final List<String> PYLOCK_SOURCES = List.of("sdist", "wheels", "vcs", "archive", "directory");

    private PythonLocks() {}

    /** Reads one entry. */
    private interface Reader {
        void read(Mapping entry, Locked locked);
    }

    static void poetry(Document document, Dependencies out) throws MalformedException {
        Mapping root = read(document, "package", _ -> PythonLocks::poetry, out, false);
        if (root != null && root.mapping("metadata").get("content-hash") == null) {
            out.cutOff(document.length(), "no content-hash, which Poetry ends it with");
        }
    }

    static void uv(Document document, Dependencies out) throws MalformedException {
        ends(last(read(document, "package", _ -> PythonLocks::uv, out, true), "package"), List.of("source"), out);
    }

    static void pdm(Document document, Dependencies out) throws MalformedException {
        Mapping root = read(document, "package", _ -> PythonLocks::pdm, out, false);
        if (root != null && root.mapping("metadata").get("files") == null) { // where they are up to version 4
            ends(last(root, "package"), PDM_SOURCES, out);
        }
    }

    static void pylock(Document document, Dependencies out) throws MalformedException {
        Mapping root = read(document, "packages", PythonLocks::pylock, out, true);
        ends(last(root, "packages"), PYLOCK_SOURCES, out);
    }

    private static @Nullable Mapping last(@Nullable Mapping root, String list) {
        return root != null && root.get(list) instanceof Mapping last ? last : null;
    }

    /** Each package says where it comes from, behind its name and version; so the last one does as well. */
    private static void ends(@Nullable Mapping last, List<String> sources, Dependencies out) {
        if (last != null && sources.stream().allMatch(source -> last.get(source) == null)) {
            out.cutOff(last.offsetBytes(), "a last package that comes from nowhere");
        }
    }

    /**
     * @param readers reads entries of a document
     * @param isClosed whether every name that is asked for has an entry, for whatever platform
     */
    private static @Nullable Mapping read(
            Document document, String list, Function<Mapping, Reader> readers, Dependencies out, boolean isClosed)
            throws MalformedException {
        if (!(document.toml() instanceof Mapping root)) {
            return null;
        }
        Reader reader = readers.apply(root);
        LockedPackages packages = new LockedPackages();
        Mapping files = root.mapping("metadata").mapping("files"); // of Poetry up to 1.2
        for (Entry each : root.entries()) {
            if (each.key().equals(list) && each.value() instanceof Mapping entry) {
                String name = entry.text("name");
                String version = entry.text("version");
                Locked locked = packages.add(
                        PythonRequirement.named(name == null ? "" : name).version(version == null ? "" : version),
                        entry.offsetBytes());
                locked.mention.integrity(hash(entry.items("files")));
                if (name != null && files.get(name) != null) {
                    locked.mention.integrity(hash(files.items(name)));
                }
                reader.read(entry, locked);
            }
        }
        if (isClosed) {
            packages.missing(members(root), out);
        }
        packages.tell(document, out);
        return root;
    }

    /** Of uv, each part of the project. */
    private static Map<String, Long> members(Mapping root) {
        Map<String, Long> members = new LinkedHashMap<>();
        for (Tree each : root.mapping("manifest").items("members")) {
            if (each instanceof Scalar name) {
                members.put(PythonRequirement.normal(name.text()), each.offsetBytes());
            }
        }
        return members;
    }

    /** The digest of the first file. */
    private static String hash(List<Tree> files) {
        for (Tree file : files) {
            if (file instanceof Mapping mapping) {
                String hash = mapping.text("hash");
                if (hash != null) {
                    return hash;
                }
                for (Entry each : mapping.mapping("hashes").entries()) {
                    return each.value() instanceof Scalar scalar ? each.key() + ":" + scalar.text() : "";
                }
            }
        }
        return "";
    }

    private static void poetry(Mapping entry, Locked locked) {
        for (Entry asked : entry.mapping("dependencies").entries()) {
            locked.asks.add(PythonRequirement.normal(asked.key()));
        }
        Mapping source = entry.mapping("source");
        String url = source.text("url");
        String reference = source.text("resolved_reference");
        if (url != null) {
            switch (String.valueOf(source.text("type"))) {
                case "git" -> locked.mention.origin(Origin.Kind.GIT, reference == null ? url : url + "#" + reference);
                case "directory", "file" -> locked.mention.origin(Origin.Kind.PATH, url);
                case "url" -> locked.mention.origin(Origin.Kind.URL, url);
                default -> locked.mention.origin(Origin.Kind.REGISTRY, url);
            }
        }
        boolean isOptional = "true".equals(entry.text("optional"));
        scope(locked, entry.items("groups"), "main", isOptional);
        String category = entry.text("category");
        if (category != null) {
            locked.hasScope = true;
            locked.mention.scope(
                    category.equals("main") ? isOptional ? Scope.OPTIONAL : Scope.RUNTIME : Scope.DEVELOPMENT);
        }
    }

    /** By the groups that ask for it, of which one is what the project runs with. */
    private static void scope(Locked locked, List<Tree> groups, String main, boolean isOptional) {
        if (groups.isEmpty()) {
            locked.hasScope = isOptional;
            locked.mention.scope(isOptional ? Scope.OPTIONAL : Scope.RUNTIME);
            return;
        }
        boolean isMain = groups.stream()
                .anyMatch(
                        group -> group instanceof Scalar scalar && scalar.text().equals(main));
        locked.hasScope = true;
        locked.mention.scope(isMain ? isOptional ? Scope.OPTIONAL : Scope.RUNTIME : Scope.DEVELOPMENT);
    }

    private static void uv(Mapping entry, Locked locked) {
        names(entry.items("dependencies"), locked);
        Mapping source = entry.mapping("source");
        locked.isPart = source.get("editable") != null || source.get("virtual") != null;
        for (Entry extra : entry.mapping("optional-dependencies").entries()) {
            aside(extra.value(), Scope.OPTIONAL, locked);
        }
        for (Entry group : entry.mapping("dev-dependencies").entries()) {
            aside(group.value(), Scope.DEVELOPMENT, locked);
        }
        String registry = source.text("registry");
        if (registry != null) {
            PythonIndexes.files(registry, entry, locked.mention);
        }
        origin(source, locked.mention);
        String hash = hash(entry.items("sdist"));
        locked.mention.integrity(hash.isEmpty() ? hash(entry.items("wheels")) : hash);
    }

    private static void origin(Mapping source, Mention mention) {
        String git = source.text("git");
        String url = source.text("url");
        if (git != null) {
            mention.origin(Origin.Kind.GIT, git);
        } else if (url != null) {
            mention.origin(Origin.Kind.URL, url);
        }
        for (String key : List.of("path", "directory")) {
            String path = source.text(key);
            if (path != null) {
                mention.origin(Origin.Kind.PATH, path);
            }
        }
        for (String key : List.of("editable", "virtual")) {
            String path = source.text(key);
            if (path != null && !path.equals("true")) { // PDM says so of a path
                mention.origin(Origin.Kind.WORKSPACE, path);
            }
        }
    }

    private static void names(List<Tree> asked, Locked locked) {
        for (Tree each : asked) {
            String name = name(each);
            if (name != null) {
                locked.asks.add(PythonRequirement.normal(name));
            }
        }
    }

    private static void aside(Tree list, Scope scope, Locked locked) {
        if (list instanceof Sequence sequence) {
            for (Tree each : sequence.items()) {
                String name = name(each);
                if (name != null && locked.isPart) {
                    locked.asksAside.put(PythonRequirement.normal(name), scope);
                } else if (name != null) {
                    locked.asks.add(PythonRequirement.normal(name)); // an extra of a package that somebody asks for
                }
            }
        }
    }

    private static @Nullable String name(Tree asked) {
        return asked instanceof Mapping mapping ? mapping.text("name") : null;
    }

    private static void pdm(Mapping entry, Locked locked) {
        for (Tree asked : entry.items("dependencies")) {
            Optional<Mention> mention =
                    asked instanceof Scalar scalar ? PythonRequirement.of(scalar.text()) : Optional.empty();
            mention.ifPresent(each -> locked.asks.add(each.full()));
        }
        scope(locked, entry.items("groups"), "default", false);
        locked.isExtra = !entry.items("extras").isEmpty();
        String git = entry.text("git");
        String revision = entry.text("revision");
        if (git != null) {
            locked.mention.origin(Origin.Kind.GIT, revision == null ? git : git + "#" + revision);
        } else {
            PythonIndexes.files(null, entry, locked.mention);
            origin(entry, locked.mention);
        }
    }

    private static Reader pylock(Mapping root) {
        DependencyGroups groups = new DependencyGroups(root.items("default-groups"));
        return (entry, locked) -> pylock(entry, groups, locked);
    }

    private static void pylock(Mapping entry, DependencyGroups groups, Locked locked) {
        locked.tellsAsks =
                entry.get("dependencies") != null; // which need not be there, and which pip and uv do not write
        names(entry.items("dependencies"), locked);
        Mapping repository = entry.mapping("vcs");
        String url = repository.text("url");
        String commit = repository.text("commit-id");
        String archive = entry.mapping("archive").text("url");
        String directory = entry.mapping("directory").text("path");
        String index = entry.text("index");
        if (url != null) {
            locked.mention.origin(Origin.Kind.GIT, commit == null ? url : url + "#" + commit);
        } else if (archive != null) {
            locked.mention.origin(Origin.Kind.URL, archive);
        } else if (directory != null) {
            locked.mention.origin(Origin.Kind.PATH, directory);
        } else {
            PythonIndexes.files(index, entry, locked.mention);
        }
        String marker = entry.text("marker");
        Scope scope = marker == null ? null : groups.scope(marker);
        if (scope != null) {
            locked.hasScope = true;
            locked.mention.scope(scope);
        }
        String hash = hash(entry.items("sdist"));
        String wheel = hash(entry.items("wheels"));
        locked.mention.integrity(!hash.isEmpty() ? hash : wheel.isEmpty() ? hash(entry.items("archive")) : wheel);
    }
}
