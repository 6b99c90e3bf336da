package dev.assay.connectors.http;

import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.remote.RemoteFile;
import dev.assay.connectors.remote.RemoteRequest;
import dev.assay.connectors.remote.ResponseCache;
import dev.assay.connectors.remote.Urls;
import dev.assay.connectors.remote.Versions;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.cache.Identity;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.ArtifactVisitor;
import dev.assay.engine.scan.Connector;
import dev.assay.engine.scan.Opener;
import java.io.IOException;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** One file behind an address. The walk asks for its first block, which tells the size and whether it is known. */
public final class HttpConnector implements Connector {
    private final RemoteClient client;
    private final Versions versions;

    public HttpConnector(RemoteClient client, ResponseCache cache) {
        this.client = client;
        this.versions = new Versions(client, cache);
    }

    @Override
    public boolean accepts(String target) {
        return target.regionMatches(true, 0, "http://", 0, 7) || target.regionMatches(true, 0, "https://", 0, 8);
    }

    @Override
    public String label(String target) {
        return HttpUrl.parse(target) == null ? target.substring(0, target.indexOf(':')) + "://***" : Urls.label(target);
    }

    @Override
    public void walk(String target, Clock clock, ArtifactVisitor out) throws IOException {
        HttpUrl url = HttpUrl.parse(target);
        if (url == null || !url.username().isEmpty() || !url.password().isEmpty()) {
            throw new UnreachableException("not an address that a request can be sent to");
        }
        Location at = Location.of(label(target), "");
        RemoteRequest request = RemoteRequest.named(url, null);
        Versions.Seen seen = versions.see(request, clock);
        RemoteFile file = seen.opened();
        boolean handedOn = false;
        try {
            if (file != null && file.isPage()) {
                out.gap(new Gap(
                        GapKind.UNSUPPORTED,
                        at,
                        "a page for people and not a file: perhaps a login or a notice; name the file's own address",
                        seen.sizeBytes()));
                return;
            }
            if (file != null) {
                versions.keep(request, file);
            }
            client.progress().offered(seen.sizeBytes());
            Opened opener = new Opened(seen, request, clock);
            handedOn = true;
            var _ = out.artifact(new Artifact(at, seen.sizeBytes(), seen.identity(), opener));
        } finally {
            if (!handedOn && file != null) {
                file.close();
            }
        }
    }

    /**
     * Hands the walk's answer on to whoever reads the file first; it has no bytes if the file is what it was. The client
     * ends what nobody came for.
     */
    private final class Opened implements Opener {
        private final RemoteRequest request;
        private final Clock clock;
        private @Nullable RemoteFile asked;
        private @Nullable Identity latest;

        Opened(Versions.Seen seen, RemoteRequest request, Clock clock) {
            this.asked = seen.opened();
            this.latest = seen.identity();
            this.request = request;
            this.clock = clock;
        }

        @Override
        public synchronized ByteSource open(Budget budget) throws IOException {
            RemoteFile file = asked != null ? asked : RemoteFile.open(client, request, clock);
            asked = null; // whoever comes again asks anew
            latest = file.identity();
            return file.source(budget.memory().buffers());
        }

        @Override
        public synchronized void unused() {
            if (asked != null) {
                asked.close();
                asked = null;
            }
        }

        @Override
        public synchronized @Nullable Identity identity() {
            return latest; // each answer was compared with it
        }
    }
}
