package dev.assay.app.data;

import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.remote.RemoteRequest;
import dev.assay.connectors.remote.Urls;
import dev.assay.detectors.indicator.index.Feed;
import dev.assay.detectors.indicator.index.IndexBuilder;
import dev.assay.detectors.name.Ecosystem;
import dev.assay.detectors.name.PopularNames;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes reference data into the store, from a server or from a file. What comes is read as data, within bounds, and becomes a snapshot only
 * when all of it was read. Belongs to one thread.
 */
public final class Intake {
    private static final long MOST_BYTES = 4L << 30;
    private static final int MOST_PAGE_BYTES = 64 << 20;

    /** crates.io asks programs to send no more than one request a second. */
    private static final long PAUSE_MILLIS = 1_000;

    private final DataStore store;
    private final boolean evenOlder;
    private final Instant now;
    private final Clock clock;

    /**
     * What became of one source.
     *
     * @param isNew whether it is another snapshot than before
     */
    public record Taken(Dataset dataset, boolean isNew) {}

    /**
     * @param store to which somebody who has begun to write takes it
     * @param evenOlder whether a snapshot may be replaced by one that is older or much smaller
     * @param clock when nothing more is to be fetched
     */
    public Intake(DataStore store, boolean evenOlder, Instant now, Clock clock) {
        this.store = store;
        this.evenOlder = evenOlder;
        this.now = now;
        this.clock = clock;
    }

    /**
     * Fetches a source; asks only whether it has changed where the server can tell.
     *
     * @param proof what it must show; null for nothing
     */
    public Taken fetch(DataSource source, RemoteClient client, @Nullable Proof proof) throws IOException {
        Optional<Dataset> before = kept(source.name());
        if (proof != null && source.pages() > 0) {
            throw new IOException("it comes in " + source.pages() + " documents, which have no signature or digest");
        }
        return source.kind() == Dataset.Kind.POPULAR
                ? fetchNames(source, client, before, proof)
                : fetchIndicators(source, client, before, proof);
    }

    private Taken fetchIndicators(
            DataSource source, RemoteClient client, Optional<Dataset> before, @Nullable Proof proof)
            throws IOException {
        Path temporary = store.temporary();
        try {
            Optional<String> version = download(source, client, before, proof, temporary);
            if (version.isEmpty()) {
                return new Taken(before.orElseThrow(), false);
            }
            return indicators(source.name(), Urls.label(source.address()), version.get(), temporary, signer(proof));
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private Taken fetchNames(DataSource source, RemoteClient client, Optional<Dataset> before, @Nullable Proof proof)
            throws IOException {
        List<byte[]> documents = new ArrayList<>();
        String version = "";
        if (source.pages() == 0) {
            Path temporary = store.temporary();
            try {
                Optional<String> told = download(source, client, before, proof, temporary);
                if (told.isEmpty()) {
                    return new Taken(before.orElseThrow(), false);
                }
                version = told.get();
                documents.add(page(temporary));
            } finally {
                Files.deleteIfExists(temporary);
            }
        }
        for (int page = 1; page <= source.pages(); page++) {
            if (page > 1) {
                pause();
            }
            String address = source.address().replace("{page}", Integer.toString(page));
            documents.add(client.read(request(address, Optional.empty()), clock, answer -> {
                answer.require(200);
                return answer.bytes(MOST_PAGE_BYTES);
            }));
        }
        return names(
                source.name(),
                source.type(),
                source.order(),
                Urls.label(source.address()),
                version,
                documents,
                signer(proof));
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private static RemoteRequest request(String address, Optional<Dataset> before) throws IOException {
        RemoteRequest request = RemoteRequest.named(address);
        return before.map(Dataset::version)
                .filter(version -> !version.isEmpty())
                .map(version -> request.with(Map.of("If-None-Match", version)))
                .orElse(request);
    }

    private static String signer(@Nullable Proof proof) {
        return proof == null ? "" : proof.signer();
    }

    /** @return what the server calls it; nothing if it is what it was, taken by the same proof */
    private Optional<String> download(
            DataSource source, RemoteClient client, Optional<Dataset> before, @Nullable Proof proof, Path into)
            throws IOException {
        RemoteRequest request = request(
                source.address(),
                before.filter(each -> each.source().equals(Urls.label(source.address())))
                        .filter(each -> proof == null || proof.isThatOf(each)));
        Optional<String> version = download(request, client, into);
        if (proof != null && version.isPresent()) {
            proof.check(into, () -> signature(source.address(), client));
        }
        return version;
    }

    private byte[] signature(String address, RemoteClient client) throws IOException {
        int query = address.indexOf('?') < 0 ? address.length() : address.indexOf('?');
        String beside = address.substring(0, query) + SshSignature.ENDING + address.substring(query);
        try {
            return client.read(RemoteRequest.named(beside), clock, answer -> {
                answer.require(200);
                return answer.bytes(SshSignature.MOST_BYTES);
            });
        } catch (UnreachableException e) {
            throw new IOException(
                    "it must be signed, and its signature (" + SshSignature.ENDING + ") cannot be had: "
                            + e.getMessage(),
                    e);
        }
    }

    /** @return what the server calls it; nothing if it is what it was */
    private Optional<String> download(RemoteRequest request, RemoteClient client, Path into) throws IOException {
        try {
            return client.read(request, clock, answer -> {
                answer.require(200, 304);
                if (answer.status() == 304) {
                    return Optional.empty();
                }
                copy(answer.body(), into);
                String tag = answer.validator("ETag");
                return Optional.of(tag == null ? "" : tag);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** @throws UncheckedIOException if it cannot be written, which is no fault of whoever sends it */
    private void copy(InputStream in, Path into) throws IOException {
        byte[] block = new byte[1 << 16];
        long size = 0;
        try (OutputStream out = opened(into)) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                clock.check();
                size += n;
                if (size > MOST_BYTES) {
                    throw new UnreachableException(
                            "it is larger than " + MOST_BYTES + " bytes"); // and will be next time
                }
                write(block, n, out);
            }
        }
    }

    private OutputStream opened(Path file) {
        try {
            return Files.newOutputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(store.notKept(e));
        }
    }

    private void write(byte[] block, int length, OutputStream out) {
        try {
            out.write(block, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(store.notKept(e));
        }
    }

    private static byte[] page(Path file) throws IOException {
        if (Files.size(file) > MOST_PAGE_BYTES) {
            throw new IOException("larger than " + MOST_PAGE_BYTES + " bytes");
        }
        return Files.readAllBytes(file);
    }

    /** Takes a feed from a file. */
    public Taken importIndicators(String name, Path file, @Nullable Proof proof) throws IOException {
        return proved(
                file, proof, taken -> indicators(name, String.valueOf(file.getFileName()), "", taken, signer(proof)));
    }

    /** What is made of a file. */
    @FunctionalInterface
    private interface Reading {
        Taken of(Path file) throws IOException;
    }

    /**
     * What must be proved is read from a copy in the store: others may write to the file while it is read. So is what can be read once only,
     * such as a pipe.
     */
    private Taken proved(Path file, @Nullable Proof proof, Reading reading) throws IOException {
        boolean isFolder = Files.isDirectory(file);
        if (proof == null && (isFolder || Files.isRegularFile(file))) {
            return reading.of(file);
        }
        if (isFolder) {
            throw new IOException("a folder has no digest and no signature; make a zip of it");
        }
        Path held = store.temporary();
        try {
            try (InputStream in = Files.newInputStream(file)) {
                copy(in, held);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            if (proof != null) {
                proof.check(held, () -> signature(file));
            }
            return reading.of(held);
        } finally {
            Files.deleteIfExists(held);
        }
    }

    private static byte[] signature(Path file) throws IOException {
        Path signature = file.resolveSibling(file.getFileName() + SshSignature.ENDING);
        if (!Files.isRegularFile(signature) || Files.size(signature) > SshSignature.MOST_BYTES) {
            throw new IOException("it must be signed, and there is no " + signature.getFileName());
        }
        return Files.readAllBytes(signature);
    }

    /** Takes a list of names from a file. */
    public Taken importNames(Ecosystem ecosystem, String order, Path file, @Nullable Proof proof) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("a folder is no list of names");
        }
        return proved(
                file,
                proof,
                taken -> names(
                        "popular/" + ecosystem.type(),
                        ecosystem.type(),
                        order,
                        String.valueOf(file.getFileName()),
                        "",
                        List.of(page(taken)),
                        signer(proof)));
    }

    private Taken indicators(String name, String source, String version, Path file, String signer) throws IOException {
        Compilation all = Compilation.of(file, name, now);
        if (all.index.indicators() == 0 && !all.isAllWithdrawn()) {
            throw new IOException(
                    "it has no indicators" + (all.named().isEmpty() ? "" : ": " + String.join("; ", all.named())));
        }
        Dataset dataset = new Dataset(
                name,
                Dataset.Kind.INDICATORS,
                "",
                version,
                all.latest(),
                now.toString(),
                source,
                all.digest(),
                "",
                all.index.indicators(),
                signer,
                all.digests,
                all.problems(),
                all.notes());
        Feed feed = new Feed(
                name, version, all.latest().isEmpty() ? now.toString() : all.latest(), "sha256:" + all.digest());
        return new Taken(store.put(dataset, out -> all.index.write(feed, out), evenOlder), true);
    }

    private Taken names(
            String name,
            String type,
            String order,
            String source,
            String version,
            List<byte[]> documents,
            String signer)
            throws IOException {
        Ecosystem ecosystem = Ecosystem.ofType(type).orElseThrow(() -> new IOException("no names of " + type));
        PopularFile file = PopularFile.read(ecosystem, documents, now);
        String digest = IndexBuilder.digest(documents.toArray(byte[][]::new)).substring("sha256:".length());
        byte[] bytes = file.bytes(source, order);
        Dataset dataset = new Dataset(
                name,
                Dataset.Kind.POPULAR,
                type,
                version,
                file.date(),
                now.toString(),
                source,
                digest,
                HexFormat.of().formatHex(IndexBuilder.sha256().digest(bytes)),
                file.names().size(),
                signer,
                Set.of(),
                0, // what is no name is no package that anybody could take
                file.refused() == 0
                        ? List.of()
                        : List.of(file.refused() + " of its names are none of " + ecosystem.title()));
        if (!evenOlder && kept(name).isEmpty()) {
            refuseLessThanBuiltIn(ecosystem, dataset);
        }
        return new Taken(store.put(dataset, out -> out.write(bytes), evenOlder), true);
    }

    private Optional<Dataset> kept(String name) throws IOException {
        return store.datasets(List.of()).stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
    }

    /**
     * Where no list was taken yet, that of the build is what is there: all names that are missing in the new one would be protected no
     * longer.
     */
    private static void refuseLessThanBuiltIn(Ecosystem ecosystem, Dataset now) throws RolledBackException {
        Optional<PopularNames> builtIn = PopularNames.builtIn(ecosystem);
        if (builtIn.isPresent()) {
            DataStore.refuseFewer(now, builtIn.get().names().size(), "that come with the build");
            DataStore.refuseOlder(now, builtIn.get().date(), "what comes with the build");
        }
    }
}
