package dev.assay.connectors.s3;

import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.s3.ListingPage.Entry;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.cache.Identity;
import dev.assay.engine.cache.RemoteIdentity;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.ArtifactVisitor;
import dev.assay.engine.scan.Connector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Buckets, folders in them, and objects. A listing tells size and entity tag of 1,000 objects a request, so what is known
 * costs no further one; each object is then read as the version that was listed. Keys are only ever parts of addresses in
 * the same bucket.
 */
public final class S3Connector implements Connector {
    /** What a store lists in hours. A listing that goes on is none of a bucket that can be scanned as one target. */
    private static final long MOST_OBJECTS = 10_000_000;

    private static final int MOST_KEY_CHARACTERS = 4096;

    private final RemoteClient client;
    private final S3Options options;
    private final Map<String, String> environment;
    private final Path home;
    private final InstantSource time;

    /**
     * @param environment with {@code AWS_ACCESS_KEY_ID} and its like
     * @param home the user's folder, with {@code .aws}
     */
    public S3Connector(
            RemoteClient client, S3Options options, Map<String, String> environment, Path home, InstantSource time) {
        this.client = client;
        this.options = options;
        this.environment = environment;
        this.home = home;
        this.time = time;
    }

    @Override
    public boolean accepts(String target) {
        return target.startsWith(S3Target.SCHEME);
    }

    @Override
    public void walk(String target, Clock clock, ArtifactVisitor out) throws IOException {
        S3Target named = S3Target.parse(target);
        if (named == null) {
            throw new UnreachableException("no bucket of S3: s3://BUCKET[/FOLDER|/KEY[?versionId=VERSION]]");
        }
        Store store = Store.of(options, environment, home);
        Walk walk = new Walk(target, named, new Bucket(client, store, named.bucket(), time), clock, out);
        if (!named.version().isEmpty()) {
            walk.single();
        } else if (named.isFolder()) {
            walk.folder(walk.listing(named.folder(), ""));
        } else {
            walk.objectOrFolder();
        }
    }

    /** One walk through the pages of a listing. */
    private final class Walk {
        private final String target;
        private final S3Target named;
        private final Bucket bucket;
        private final Clock clock;
        private final ArtifactVisitor out;
        private long given;

        Walk(String target, S3Target named, Bucket bucket, Clock clock, ArtifactVisitor out) {
            this.target = target;
            this.named = named;
            this.bucket = bucket;
            this.clock = clock;
            this.out = out;
        }

        private ListingPage listing(String prefix, String token) throws IOException {
            return bucket.list(prefix, token, clock).orElseThrow(bucket::denied);
        }

        /**
         * The object of that name, and what is in the folder of that name: there may be both, and a loader may take either. A
         * key comes before all that begin with it, so one page tells as a rule; else the folder is listed for itself.
         */
        void objectOrFolder() throws IOException {
            Optional<ListingPage> page = bucket.list(named.key(), "", clock);
            if (page.isEmpty()) {
                single();
                return;
            }
            boolean more = page.get().truncated();
            for (Entry entry : page.get().entries()) {
                if ((!more || named.key().equals(entry.key())) && !entry(entry)) {
                    return;
                }
            }
            if (more) {
                folder(listing(named.folder(), ""));
            } else {
                requireSome();
            }
        }

        /** An object of which no listing tells. */
        void single() throws IOException {
            S3Object opener = S3Object.open(bucket, named.key(), named.version(), clock);
            boolean handedOn = false;
            try {
                client.progress().offered(opener.sizeBytes());
                var _ = out.artifact(
                        new Artifact(Location.of(target, ""), opener.sizeBytes(), opener.identity(), opener));
                handedOn = true;
            } finally {
                if (!handedOn) {
                    opener.unused();
                }
            }
        }

        /** All pages from the first on. */
        void folder(ListingPage first) throws IOException {
            // A token that comes again makes a circle. One token is kept, a later one each time twice as many have gone
            // by
            // (Brent): that finds every circle and takes no memory, however many pages there are.
            String kept = "";
            long steps = 0;
            long power = 1;
            long objects = 0;
            for (ListingPage page = first; ; page = listing(named.folder(), page.next())) {
                clock.check();
                for (Entry entry : page.entries()) {
                    if (!entry(entry)) {
                        return;
                    }
                }
                objects += Math.max(page.entries().size(), 1);
                if (!page.truncated()) {
                    break;
                }
                if (page.next().isEmpty() || page.next().equals(kept) || objects > MOST_OBJECTS) {
                    String reason = page.next().isEmpty()
                            ? "the store says that there is more, and not where"
                            : "the store's listing does not come to an end";
                    out.gap(new Gap(GapKind.LIMIT, Location.of(target, ""), reason, -1));
                    return;
                }
                if (++steps == power) {
                    kept = page.next();
                    power *= 2;
                    steps = 0;
                }
            }
            requireSome();
        }

        private void requireSome() throws UnreachableException {
            if (given == 0 && !named.key().isEmpty()) {
                throw new UnreachableException(
                        "the bucket has no object of that name, and none in a folder of that name");
            }
        }

        /** @return whether to go on */
        private boolean entry(Entry entry) {
            String key = entry.key();
            if (key == null) {
                given++;
                return unnamed(entry, entry.escaped(), "the store lists a name that is no text");
            }
            boolean itself = key.equals(named.key());
            if (!itself && !key.startsWith(named.folder())) {
                return true;
            }
            given++;
            String path = itself ? "" : key.substring(named.folder().length());
            if (key.length() > MOST_KEY_CHARACTERS) {
                return unnamed(entry, path, "the store lists a name that no object can have");
            }
            HttpUrl url = bucket.object(key, "");
            if (url == null) {
                return unnamed(entry, path, "a name with a part . or .., which no request can carry");
            }
            Location at = Location.of(target, Location.escape(path));
            client.progress().offered(entry.sizeBytes());
            Identity identity = entry.tag().isEmpty() || entry.sizeBytes() < 0
                    ? null
                    : new RemoteIdentity(url.toString(), entry.tag(), entry.sizeBytes(), null);
            return out.artifact(
                    new Artifact(at, entry.sizeBytes(), identity, S3Object.listed(bucket, entry, identity)));
        }

        /** An object that cannot be asked for. */
        private boolean unnamed(Entry entry, String path, String reason) {
            String shown = path.substring(0, Math.min(path.length(), MOST_KEY_CHARACTERS));
            out.gap(new Gap(GapKind.MALFORMED, Location.of(target, Location.escape(shown)), reason, entry.sizeBytes()));
            return true;
        }
    }
}
