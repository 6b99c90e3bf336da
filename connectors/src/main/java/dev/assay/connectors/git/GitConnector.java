package dev.assay.connectors.git;

import dev.assay.connectors.remote.LinkedTree;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.remote.Urls;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.cache.RemoteIdentity;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.ArtifactVisitor;
import dev.assay.engine.scan.Connector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The files of a repository at one commit, through git itself: over HTTP from a server, or from a repository on this machine that
 * needs no working tree. Submodules are said and not followed, links within the commit are; no hook, filter or setting of the repository counts.
 */
public final class GitConnector implements Connector {
    private static final int MOST_FILES = 1_000_000;
    private static final long BYTES_PER_FILE = 1024;

    private final @Nullable RemoteClient client;
    private final Path folder;

    /**
     * Asks nothing yet.
     *
     * @param client of the caller's, who closes it; null where no target has an address
     * @param folder where relative paths begin
     */
    public GitConnector(@Nullable RemoteClient client, Path folder) {
        this.client = client;
        this.folder = folder;
    }

    /** Whether a target is one of this connector's, wherever it lies. */
    public static boolean isTarget(String target) {
        return GitTarget.isOne(target);
    }

    @Override
    public boolean accepts(String target) {
        return isTarget(target);
    }

    @Override
    public String label(String target) {
        return target.contains("://") ? Urls.label(target) : target;
    }

    @Override
    public void walk(String target, Clock clock, ArtifactVisitor out) throws IOException {
        GitTarget asked = GitTarget.parse(target);
        if (asked.address() == null) {
            local(asked.path(), label(target), clock, out);
        } else {
            remote(asked, label(target), clock, out);
        }
    }

    private void remote(GitTarget asked, String label, Clock clock, ArtifactVisitor out) throws IOException {
        HttpUrl url = HttpUrl.parse(String.valueOf(asked.address()));
        RemoteClient network = client;
        if (url == null
                || network == null
                || !url.username().isEmpty()
                || url.query() != null
                || url.fragment() != null) {
            throw new UnreachableException(
                    "not an address of http or https without a login, a query or a #: git+https://HOST/PATH[@REF]; ssh is not spoken");
        }
        GitServer server = GitServer.open(network, url, clock);
        Optional<String> commit = server.commit(asked.ref());
        if (commit.isEmpty()) {
            if (!asked.ref().isEmpty()) {
                throw new UnreachableException(url.host() + " has no branch, tag or commit of that name"
                        + (Commit.isHexadecimal(asked.ref()) ? "; of a commit all digits are wanted" : ""));
            }
            out.gap(new Gap(
                    GapKind.UNREADABLE,
                    Location.of(label, ""),
                    "the server shows no commit: the repository is empty, or its HEAD a branch that it does not have",
                    -1));
            return;
        }
        SharedFiles files = new SharedFiles(() -> server.fetch(commit.get(), true));
        files.use();
        try {
            if (server.filters()) {
                try (ReceivedPack folders = server.fetch(commit.get(), false);
                        FewObjects few = new FewObjects(server, files)) {
                    give(folders, commit.get(), url.toString(), label, files, few::of, clock, out);
                }
            } else {
                give(files.files(), commit.get(), url.toString(), label, files, _ -> files.files(), clock, out);
            }
        } finally {
            files.leave();
        }
    }

    /** Who knows what links of a commit hold, where that did not come with its folders. */
    private interface LinkTexts {
        Objects of(Set<String> links) throws IOException;
    }

    private static void give(
            Objects objects,
            String commit,
            String url,
            String label,
            SharedFiles files,
            LinkTexts texts,
            Clock clock,
            ArtifactVisitor out)
            throws IOException {
        GitObject object = objects.read(commit);
        if (object.kind() != GitObject.Kind.COMMIT) {
            throw new IOException("a " + object.kind().word() + " and not a commit");
        }
        String tree = Commit.of(object.data(), objects.format().digits()).tree();
        int most = (int) Math.min(MOST_FILES, Runtime.getRuntime().maxMemory() / BYTES_PER_FILE);
        NavigableMap<String, Trees.Entry> entries = new TreeMap<>(new Trees(objects, most, clock).below(tree, ""));
        Set<String> links = entries.values().stream()
                .filter(Trees.Entry::isLink)
                .map(Trees.Entry::id)
                .collect(Collectors.toCollection(TreeSet::new));
        CommitFiles source = new CommitFiles(links.isEmpty() ? objects : texts.of(links), url, files, out);
        var _ = new LinkedTree<>(entries, source, path -> Location.of(label, path), clock, out).all();
    }

    /**
     * Gives files of a commit.
     *
     * @param links that have what links hold
     * @param url by which the repository is known to the cache
     */
    private record CommitFiles(Objects links, String url, SharedFiles files, ArtifactVisitor out)
            implements LinkedTree.Source<Trees.Entry> {
        @Override
        public boolean isLink(Trees.Entry entry) {
            return entry.isLink();
        }

        @Override
        public byte[] text(Trees.Entry link) throws IOException {
            return links.read(link.id()).data();
        }

        @Override
        public boolean give(Trees.Entry entry, Location at) {
            if (entry.isModule()) {
                out.gap(new Gap(GapKind.UNSUPPORTED, at, "a submodule: another repository, which is not read", -1));
                return true;
            }
            RemoteIdentity identity = new RemoteIdentity(url, "git:" + entry.id(), ByteSource.UNKNOWN, null);
            return out.artifact(new Artifact(at, ByteSource.UNKNOWN, identity, files.opener(entry.id(), identity)));
        }
    }

    private void local(String named, String label, Clock clock, ArtifactVisitor out) throws IOException {
        // A path may have an @ as well, and so may a branch.
        for (int at = named.length(); at > 0; at = named.lastIndexOf('@', at - 1)) {
            Optional<Path> place = place(named.substring(0, at));
            if (place.isPresent()) {
                String ref = at == named.length() ? "HEAD" : named.substring(at + 1);
                local(place.get(), ref, label, clock, out);
                return;
            }
        }
        throw new IOException("no repository of git is there");
    }

    private Optional<Path> place(String path) {
        try {
            Path place = folder.resolve(path);
            return Files.isDirectory(place) ? Optional.of(place) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static void local(Path place, String ref, String label, Clock clock, ArtifactVisitor out)
            throws IOException {
        String commit;
        try (Repository repository = repository(place, clock)) {
            if (ref.equals("HEAD") && repository.reference(ref).isEmpty()) {
                out.gap(new Gap(
                        GapKind.UNREADABLE,
                        Location.of(label, ""),
                        "HEAD leads to no commit: the repository is empty, or HEAD a branch that it does not have",
                        -1));
                return;
            }
            commit = new Revisions(repository).resolve(ref);
        }
        SharedFiles files = new SharedFiles(() -> new LocalFiles(repository(place, clock)));
        files.use();
        try {
            give(files.files(), commit, "git:" + place.toRealPath(), label, files, _ -> files.files(), clock, out);
        } finally {
            files.leave();
        }
    }

    private static Repository repository(Path place, Clock clock) throws IOException {
        Optional<Repository> bare = Repository.bare(place, clock);
        return (bare.isPresent() ? bare : Repository.at(place, clock))
                .orElseThrow(() -> new IOException("no repository of git is there"));
    }
}
