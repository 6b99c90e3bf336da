package dev.assay.app.sweep;

import dev.assay.connectors.github.Branch;
import dev.assay.connectors.github.Repository;
import dev.assay.connectors.github.Tree;
import dev.assay.connectors.github.TreeEntry;
import dev.assay.engine.report.GapKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What a sweep keeps beside facts, as bytes and back. gzip's checksum tells a row that a disk has damaged; {@link
 * SweepDatabase#VERSION} changes with the layout. Bytes that do not hold together throw {@link IOException}.
 */
final class StoredRows {
    /** No text in a row is longer than the server may send one of. */
    private static final int MOST_TEXT_BYTES = 1 << 20;

    private StoredRows() {}

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    static byte[] of(Tree tree) {
        return write(out -> {
            out.writeInt(tree.wanted().size());
            for (TreeEntry entry : tree.wanted()) {
                text(out, entry.path());
                out.writeInt(entry.mode());
                text(out, entry.oid());
                out.writeLong(entry.sizeBytes());
            }
            out.writeLong(tree.others());
            out.writeLong(tree.otherBytes());
            out.writeInt(tree.holes().size());
            for (Tree.Hole hole : tree.holes()) {
                text(out, hole.path());
                text(out, hole.kind().name());
                text(out, hole.reason());
            }
        });
    }

    static Tree tree(byte[] row) throws IOException {
        return read(row, in -> {
            int entries = in.readInt();
            List<TreeEntry> wanted = new ArrayList<>();
            for (int i = 0; i < entries; i++) {
                wanted.add(new TreeEntry(text(in), in.readInt(), text(in), in.readLong()));
            }
            long others = in.readLong();
            long otherBytes = in.readLong();
            int gaps = in.readInt();
            List<Tree.Hole> holes = new ArrayList<>();
            for (int i = 0; i < gaps; i++) {
                holes.add(new Tree.Hole(text(in), kind(text(in)), text(in)));
            }
            return new Tree(wanted, others, otherBytes, holes);
        });
    }

    static byte[] of(Listing listing) {
        return write(out -> {
            out.writeLong(listing.at().toEpochMilli());
            out.writeInt(listing.repositories().size());
            for (Repository repository : listing.repositories()) {
                text(out, repository.fullName());
                text(out, repository.description());
                out.writeBoolean(repository.archived());
                out.writeBoolean(repository.disabled());
                out.writeBoolean(repository.fork());
                out.writeBoolean(repository.empty());
                out.writeBoolean(repository.isPrivate());
                text(out, repository.defaultBranch());
                out.writeInt(repository.branches().size());
                for (Branch branch : repository.branches()) {
                    text(out, branch.name());
                    text(out, branch.commitOid());
                    text(out, branch.treeOid());
                }
            }
            out.writeInt(listing.passedOver().size());
            for (Map.Entry<String, Long> each : listing.passedOver().entrySet()) {
                text(out, each.getKey());
                out.writeLong(each.getValue());
            }
            out.writeInt(listing.holes().size());
            for (Listing.Hole hole : listing.holes()) {
                text(out, hole.where());
                text(out, hole.kind().name());
                text(out, hole.reason());
            }
            out.writeInt(listing.teams().size());
            for (Map.Entry<String, List<String>> each : listing.teams().entrySet()) {
                text(out, each.getKey());
                out.writeInt(each.getValue().size());
                for (String slug : each.getValue()) {
                    text(out, slug);
                }
            }
            text(out, listing.withoutTeams());
        });
    }

    static Listing listing(byte[] row) throws IOException {
        return read(row, in -> {
            Instant at = Instant.ofEpochMilli(in.readLong());
            int count = in.readInt();
            List<Repository> repositories = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                repositories.add(repository(in));
            }
            int reasons = in.readInt();
            Map<String, Long> passedOver = new TreeMap<>();
            for (int i = 0; i < reasons; i++) {
                passedOver.put(text(in), in.readLong());
            }
            int gaps = in.readInt();
            List<Listing.Hole> holes = new ArrayList<>();
            for (int i = 0; i < gaps; i++) {
                holes.add(new Listing.Hole(text(in), kind(text(in)), text(in)));
            }
            int owned = in.readInt();
            Map<String, List<String>> teams = new TreeMap<>();
            for (int i = 0; i < owned; i++) {
                String fullName = text(in);
                int slugs = in.readInt();
                List<String> of = new ArrayList<>();
                for (int j = 0; j < slugs; j++) {
                    of.add(text(in));
                }
                teams.put(fullName, of);
            }
            return new Listing(at, repositories, passedOver, holes, teams, text(in));
        });
    }

    private static Repository repository(DataInputStream in) throws IOException {
        String fullName = text(in);
        String description = text(in);
        boolean archived = in.readBoolean();
        boolean disabled = in.readBoolean();
        boolean fork = in.readBoolean();
        boolean empty = in.readBoolean();
        boolean isPrivate = in.readBoolean();
        String defaultBranch = text(in);
        int count = in.readInt();
        List<Branch> branches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            branches.add(new Branch(text(in), text(in), text(in)));
        }
        return new Repository(
                fullName, description, archived, disabled, fork, empty, isPrivate, defaultBranch, branches);
    }

    static byte[] of(byte[] blob) {
        return write(out -> {
            out.writeInt(blob.length);
            out.write(blob);
        });
    }

    static byte[] blob(byte[] row) throws IOException {
        return read(row, in -> {
            int length = in.readInt();
            byte[] bytes = in.readNBytes(length);
            if (bytes.length != length) {
                throw new IOException("the row is shorter than it says");
            }
            return bytes;
        });
    }

    private static byte[] write(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail so
        }
        return bytes.toByteArray();
    }

    /** The checksum is only looked at by who reads to the end. */
    private static <T> T read(byte[] row, Reading<T> reading) throws IOException {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(row)))) {
            T value = reading.from(in);
            if (in.read() >= 0) {
                throw new IOException("the row is longer than what it holds");
            }
            return value;
        } catch (IllegalArgumentException e) { // a length below zero, the name of no kind
            throw new IOException(e);
        }
    }

    private static GapKind kind(String name) {
        return GapKind.valueOf(name);
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MOST_TEXT_BYTES) {
            throw new IOException("a text of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length != length) {
            throw new IOException("the row is shorter than it says");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
