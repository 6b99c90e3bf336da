package dev.assay.connectors.git;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Some objects of a commit whose folders came without its files: asked for by their names, since where all facts are cached nobody needs the
 * others. A server that does not give them so is asked for the whole commit. Belongs to one thread.
 */
final class FewObjects implements Closeable {
    private static final int MOST = 2_000;

    private final GitServer server;
    private final SharedFiles files;
    private @Nullable ReceivedPack few;

    /** @param files all of the commit, in use */
    FewObjects(GitServer server, SharedFiles files) {
        this.server = server;
        this.files = files;
    }

    Objects of(Set<String> ids) throws IOException {
        if (ids.size() > MOST) {
            return files.files();
        }
        try {
            ReceivedPack received = server.fetch(ids);
            few = received;
            return received;
        } catch (IOException e) {
            return files.files();
        }
    }

    @Override
    public void close() throws IOException {
        ReceivedPack received = few;
        if (received != null) {
            received.close();
        }
    }
}
