package dev.assay.connectors.github;

import dev.assay.connectors.github.BlobReading.Wanted;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.engine.bytes.Clock;
import java.io.IOException;
import java.util.function.Predicate;

/**
 * One server: its owners' repositories, their trees and their blobs. Calls wait for answers, and are made for threads that may; they
 * are retried, and held back as the server asks. Thread-safe.
 */
public final class GitHub {
    private final Api api;
    private final GitHubOptions options;
    private final BlobReading blobs;

    /** @param client of the caller's, who closes it */
    public GitHub(RemoteClient client, GitHubOptions options) {
        this.api = new Api(client, options);
        this.options = options;
        this.blobs = new BlobReading(api);
    }

    public GitHubOptions options() {
        return options;
    }

    /**
     * Lists what a target names, with a request for each hundred repositories, by their names. Without a token only one repository
     * can be listed, and one branch of it: that others were asked for is a gap.
     *
     * @throws dev.assay.engine.bytes.UnreachableException if there is no such owner or repository, or none for this token
     */
    public void repositories(GitHubTarget target, Selection selection, Clock clock, RepositoryVisitor out)
            throws IOException {
        Listing listing = new Listing(api, target, selection, clock, out);
        if (target.name().isEmpty()) {
            listing.owned();
        } else if (options.hasToken()) {
            listing.one();
        } else {
            new PublicListing(api, target, selection, clock, out).one();
        }
    }

    /**
     * All that is below a tree.
     *
     * @param oid of a tree or a commit
     * @param wanted which files, links and submodules are given; of the others only the number and size
     * @throws dev.assay.engine.bytes.ChangedException if the repository no longer has it
     */
    public Tree tree(String fullName, String oid, Predicate<TreeEntry> wanted, Clock clock) throws IOException {
        return new TreeReading(api, fullName, wanted, clock).read(oid);
    }

    /**
     * The bytes of a blob, which have the digest that was asked for.
     *
     * @throws dev.assay.engine.bytes.ChangedException if the repository no longer has it
     */
    public byte[] blob(String fullName, TreeEntry blob, Clock clock) throws IOException {
        return blobs.bytes(new Wanted(fullName, blob.oid(), blob.sizeBytes()), clock);
    }

    /**
     * A read-ahead of blobs for one walk that knows which of them will be opened.
     *
     * @param mostBytes on the way or at hand
     */
    public Blobs blobs(Clock clock, long mostBytes) {
        return new Blobs(blobs, options, clock, mostBytes, false);
    }

    /** The same for a walk that does not know: it begins with the first that is opened. */
    public Blobs blobsAsOpened(Clock clock, long mostBytes) {
        return new Blobs(blobs, options, clock, mostBytes, true);
    }
}
