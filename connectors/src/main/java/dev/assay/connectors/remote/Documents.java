package dev.assay.connectors.remote;

import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.cache.Sha256;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Small documents, such as listings, kept on disk with their entity tags so that an unchanged one costs a conditional
 * request and no body, and one that its address pins costs none. Several processes may share the folder: each document is a
 * file that is renamed into its place. Whatever is wrong with a file makes it as good as not there. Thread-safe.
 */
public final class Documents {
    private static final int MOST_BYTES = 32 << 20;
    private static final int VERSION = 1;

    /** The folder's limit; what was not used for longest goes. */
    private static final long MOST_KEPT_BYTES = 128L << 20;

    /**
     * A document.
     *
     * @param link its header {@code Link}, or an empty text
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Document(byte[] bytes, String link) {}

    private record Kept(String tag, Document document) {}

    private final RemoteClient client;
    private final Optional<Path> folder;

    /** @param folder where documents are kept, or nothing to keep none */
    public Documents(RemoteClient client, Optional<Path> folder) {
        this.client = client;
        this.folder = folder;
    }

    /**
     * Asks for a document, as far as that is needed.
     *
     * @param pinned whether the address says which version it is, so that it never changes
     * @throws UnreachableException if it is not to be had
     */
    public Document get(RemoteRequest request, boolean pinned, Clock clock) throws IOException {
        Kept kept = read(request);
        if (pinned && kept != null) {
            return kept.document();
        }
        Map<String, String> headers = new HashMap<>(request.headers());
        if (kept != null) {
            headers.put("If-None-Match", kept.tag());
        }
        try (Answer answer = client.get(request.with(headers), clock)) {
            if (answer.status() == 304 && kept != null) {
                return kept.document();
            }
            answer.require(200);
            String link = answer.header("Link");
            Document document = new Document(client.read(answer, MOST_BYTES, clock), link == null ? "" : link);
            String tag = answer.header("ETag");
            if (tag != null || pinned) {
                write(request, new Kept(tag == null ? "" : tag, document));
            }
            return document;
        }
    }

    /** Who asks is part of the name: what one may see is not shown to another. */
    private Path file(Path in, RemoteRequest request) {
        String who = String.valueOf(request.authorization());
        return in.resolve(digest((request.url() + "\0" + who).getBytes(StandardCharsets.UTF_8))
                .hex());
    }

    private static Sha256 digest(byte[] bytes) {
        try {
            return Sha256.of(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private @Nullable Kept read(RemoteRequest request) {
        if (folder.isEmpty()) {
            return null;
        }
        Path file = file(folder.get(), request);
        try (InputStream stream = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(stream)) {
            if (in.readInt() != VERSION) {
                return null;
            }
            String tag = in.readUTF();
            String link = in.readUTF();
            byte[] digest = in.readNBytes(Sha256.BYTES);
            byte[] bytes = in.readNBytes(MOST_BYTES);
            if (digest.length < Sha256.BYTES || !Sha256.of(digest).equals(digest(bytes))) {
                return null;
            }
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return new Kept(tag, new Document(bytes, link));
        } catch (IOException e) {
            return null; // not there, or damaged
        }
    }

    private void write(RemoteRequest request, Kept kept) {
        if (folder.isEmpty()) {
            return;
        }
        try {
            Path in = Files.createDirectories(folder.get());
            Path unfinished = Files.createTempFile(in, "new", null);
            try {
                try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(unfinished))) {
                    out.writeInt(VERSION);
                    out.writeUTF(kept.tag());
                    out.writeUTF(kept.document().link());
                    ByteBuffer digest = ByteBuffer.allocate(Sha256.BYTES);
                    digest(kept.document().bytes()).write(digest);
                    out.write(digest.array());
                    out.write(kept.document().bytes());
                }
                Files.move(
                        unfinished,
                        file(in, request),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
            prune(in);
        } catch (IOException | UncheckedIOException e) {
            return; // it is asked for again then
        }
    }

    private static void prune(Path folder) throws IOException {
        record File(Path path, long bytes, FileTime used) {}
        List<File> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.map(path -> {
                        try {
                            return new File(path, Files.size(path), Files.getLastModifiedTime(path));
                        } catch (IOException e) {
                            return new File(path, 0, FileTime.fromMillis(0)); // another process was faster
                        }
                    })
                    .sorted(Comparator.comparing(File::used))
                    .toList();
        }
        long left = files.stream().mapToLong(File::bytes).sum();
        for (File file : files) {
            if (left <= MOST_KEPT_BYTES) {
                return;
            }
            Files.deleteIfExists(file.path());
            left -= file.bytes();
        }
    }
}
