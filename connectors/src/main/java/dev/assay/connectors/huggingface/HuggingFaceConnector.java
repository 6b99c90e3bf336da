package dev.assay.connectors.huggingface;

import dev.assay.connectors.huggingface.TreePage.Entry;
import dev.assay.connectors.huggingface.TreePage.Page;
import dev.assay.connectors.remote.Documents;
import dev.assay.connectors.remote.Documents.Document;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.remote.RemoteFile;
import dev.assay.connectors.remote.RemoteRequest;
import dev.assay.connectors.remote.Urls;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.ChangedException;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.bytes.UnsupportedException;
import dev.assay.engine.cache.Identity;
import dev.assay.engine.cache.RemoteIdentity;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.ArtifactVisitor;
import dev.assay.engine.scan.Connector;
import dev.assay.engine.scan.Opener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Models, datasets and spaces of a hub, all files at one commit: the revision is looked up once, and everything after that
 * is asked for by the commit's digest. Names from a listing are only ever parts of addresses on the same hub.
 */
public final class HuggingFaceConnector implements Connector {
    /** As many as one file may have members: a listing that goes on is none of a repository. */
    private static final long MOST_OBJECTS = 1_000_000;

    /** The hub puts a thousand on a page. */
    private static final int MOST_PAGES = 10_000;

    /** Of the address of a page; the hub's cursors have some hundred characters. */
    private static final int LONGEST_QUERY = 4096;

    private static final int MOST_NAME_CHARACTERS = 4096;

    private final RemoteClient client;
    private final Documents documents;
    private final Hub hub;

    /**
     * @param environment with {@code HF_ENDPOINT}, {@code HF_TOKEN} and their like
     * @throws IOException if these make no sense
     */
    public HuggingFaceConnector(RemoteClient client, Documents documents, Map<String, String> environment, Path home)
            throws IOException {
        this.client = client;
        this.documents = documents;
        this.hub = Hub.of(environment, home);
    }

    @Override
    public boolean accepts(String target) {
        return target.startsWith("hf://") || Repository.parse(target, hub.endpoint()) != null;
    }

    @Override
    public String label(String target) {
        return Urls.label(target);
    }

    @Override
    public void walk(String target, Clock clock, ArtifactVisitor out) throws IOException {
        Repository repository = Repository.parse(target, hub.endpoint());
        if (repository == null) {
            throw new UnreachableException("no repository of the hub: hf://ORG/NAME[@REVISION][/PATH]");
        }
        String commit = commit(repository, clock);
        new Listing(label(target), repository, commit, clock, out).walk();
    }

    private String commit(Repository repository, Clock clock) throws IOException {
        HttpUrl url = api(repository)
                .addPathSegment("revision")
                .addPathSegment(repository.revision())
                .addQueryParameter("expand", "sha")
                .build();
        String commit = TreePage.commit(document(url, false, clock).bytes(), clock);
        if (commit.isEmpty()) {
            throw new UnreachableException("the hub does not tell which commit " + repository.revision() + " is");
        }
        return commit;
    }

    private HttpUrl.Builder api(Repository repository) {
        HttpUrl.Builder url = hub.endpoint()
                .newBuilder()
                .addPathSegment("api")
                .addPathSegment(repository.kind().id());
        return add(url, repository.name());
    }

    /** Adds each part of a path as it is: a part can lead nowhere else, whatever characters it has. */
    private static HttpUrl.Builder add(HttpUrl.Builder url, String path) {
        for (String part : path.split("/", -1)) {
            url.addPathSegment(part);
        }
        return url;
    }

    private Document document(HttpUrl url, boolean pinned, Clock clock) throws IOException {
        return documents.get(request(url), pinned, clock);
    }

    private RemoteRequest request(HttpUrl url) {
        return RemoteRequest.named(url, hub.authorization());
    }

    /** One walk through the pages of a listing. */
    private final class Listing {
        private final String label;
        private final Repository repository;
        private final String commit;
        private final Clock clock;
        private final ArtifactVisitor out;
        private final HttpUrl tree;
        private long objects;
        private long given;

        Listing(String label, Repository repository, String commit, Clock clock, ArtifactVisitor out) {
            this.label = label;
            this.repository = repository;
            this.commit = commit;
            this.clock = clock;
            this.out = out;
            this.tree = api(repository)
                    .addPathSegment("tree")
                    .addPathSegment(commit)
                    .addQueryParameter("recursive", "true")
                    .build();
        }

        void walk() throws IOException {
            Set<String> seen = new HashSet<>();
            HttpUrl page = tree;
            while (true) {
                clock.check();
                Document document = document(page, true, clock);
                Page listed = listed(page, document);
                for (Entry entry : listed.files()) {
                    if (!entry(entry)) {
                        return;
                    }
                }
                String query = NextLink.query(document.link());
                if (query.isEmpty()) {
                    break;
                }
                objects += listed.objects();
                boolean endless = objects > MOST_OBJECTS || seen.size() >= MOST_PAGES;
                if (listed.objects() == 0 || endless || query.length() > LONGEST_QUERY || !seen.add(query)) {
                    out.gap(new Gap(
                            GapKind.LIMIT, Location.of(label, ""), "the hub's listing does not come to an end", -1));
                    return;
                }
                page = tree.newBuilder().encodedQuery(query).build(); // never to where else a link may lead
            }
            if (given == 0 && !repository.path().isEmpty()) {
                throw new UnreachableException("the repository has nothing of that name");
            }
        }

        /** A page that is none is asked for again the next time, although its address says that it never changes. */
        private Page listed(HttpUrl page, Document document) throws IOException {
            try {
                return TreePage.of(document.bytes(), clock);
            } catch (MalformedException e) {
                documents.forget(request(page));
                throw e;
            }
        }

        /** @return whether to go on */
        private boolean entry(Entry entry) {
            String path = entry.path();
            boolean itself = path.equals(repository.path());
            if (!itself && !repository.path().isEmpty() && !path.startsWith(repository.path() + "/")) {
                return true;
            }
            given++;
            boolean sound = path.length() <= MOST_NAME_CHARACTERS && Repository.isSound(path);
            String shown = path.length() <= MOST_NAME_CHARACTERS ? path : path.substring(0, MOST_NAME_CHARACTERS);
            Location at = Location.of(label, itself ? "" : Location.escape(shown));
            if (!sound) {
                out.gap(new Gap(
                        GapKind.MALFORMED, at, "the hub lists a name that no file can have", entry.sizeBytes()));
                return true;
            }
            client.progress().offered(entry.sizeBytes());
            HttpUrl.Builder url = add(
                            hub.endpoint().newBuilder(), repository.kind().prefix() + repository.name())
                    .addPathSegment("resolve");
            Identity identity = entry.validator().isEmpty() || entry.sizeBytes() < 0
                    ? null
                    : new RemoteIdentity(
                            url.build() + "/" + path, entry.validator(), entry.sizeBytes(), entry.sha256());
            HttpUrl file = add(url.addPathSegment(commit), path).build();
            return out.artifact(
                    new Artifact(at, entry.sizeBytes(), identity, new HubFile(file, entry.sizeBytes(), identity)));
        }
    }

    /** A file at its commit. */
    private final class HubFile implements Opener {
        private final HttpUrl url;
        private final long sizeBytes;
        private final @Nullable Identity identity;

        HubFile(HttpUrl url, long sizeBytes, @Nullable Identity identity) {
            this.url = url;
            this.sizeBytes = sizeBytes;
            this.identity = identity;
        }

        @Override
        public ByteSource open(Budget budget) throws IOException {
            RemoteFile file = RemoteFile.open(client, request(url), budget.clock());
            boolean given = false;
            try {
                if (sizeBytes >= 0 && file.sizeBytes() >= 0 && file.sizeBytes() != sizeBytes) {
                    throw new ChangedException("the hub lists " + sizeBytes + " bytes and sends " + file.sizeBytes());
                }
                if (file.isPage()) {
                    throw new UnsupportedException(0, "the hub sends a page for people and not the file");
                }
                given = true;
                return file.source(budget.memory().buffers());
            } finally {
                if (!given) {
                    file.close();
                }
            }
        }

        @Override
        public @Nullable Identity identity() {
            return identity; // the address holds the commit
        }
    }
}
