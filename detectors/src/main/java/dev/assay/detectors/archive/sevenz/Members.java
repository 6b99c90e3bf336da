package dev.assay.detectors.archive.sevenz;

import dev.assay.detectors.archive.Anomalies;
import dev.assay.detectors.archive.CheckedSource;
import dev.assay.detectors.archive.EntryNames;
import dev.assay.detectors.archive.EntryPath;
import dev.assay.detectors.archive.EntryText;
import dev.assay.detectors.archive.ForwardSlice;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.bytes.UnsupportedException;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.ArchiveEntry;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands on the members in the order of the header, which is that of their data. */
final class Members {
    private static final int LONGEST_LINK = 4096;

    private final ByteSource in;
    private final Sink out;
    private final Anomalies anomalies;
    private final EntryNames names;
    private final Budget budget;
    private final Streams streams;
    private final Files files;
    private final long headerAt;
    private int next; // of the members' data
    private int file;
    private boolean fullStated;

    Members(
            ByteSource in,
            Sink out,
            Anomalies anomalies,
            EntryNames names,
            Budget budget,
            Streams streams,
            Files files,
            long headerAt) {
        this.in = in;
        this.out = out;
        this.anomalies = anomalies;
        this.names = names;
        this.budget = budget;
        this.streams = streams;
        this.files = files;
        this.headerAt = headerAt;
    }

    void handOn() throws IOException {
        for (int i = 0; i < streams.folders.size(); i++) {
            List<Integer> held = new ArrayList<>();
            int at = file;
            for (long n = streams.members.get(i); n > 0; n--) {
                while (at < files.size && !files.hasData(at)) {
                    at++;
                }
                held.add(at < files.size ? at++ : -1);
            }
            if (!held.isEmpty()) {
                folder(streams.folders.get(i), held);
            }
        }
        passWithoutData();
        if (file < files.size) {
            out.gap(
                    GapKind.MALFORMED,
                    headerAt,
                    "its header has " + (files.size - file) + " more members with data than there are data",
                    -1);
        }
    }

    private void passWithoutData() {
        while (file < files.size && !files.hasData(file)) {
            budget.spendEntry();
            ArchiveEntry.Type type = files.type(file);
            String name = files.name(file);
            see(name, type, null, headerAt);
            if (type == ArchiveEntry.Type.FILE) {
                out.child(name, new MemorySource(new byte[0]));
            }
            file++;
        }
    }

    /** Beyond what may be held of names, the members are judged and their names are not. */
    private void see(String name, ArchiveEntry.Type type, @Nullable String target, long at) {
        if (!names.isFull()) {
            names.see(name, type, target, at);
        } else if (!fullStated) {
            fullStated = true;
            out.gap(GapKind.LIMIT, at, EntryNames.fullReason(), -1);
        }
    }

    private void passMember(int which) {
        if (which >= 0) {
            file = which + 1;
        }
    }

    private String name(int which) {
        return which < 0 ? "member-" + next : files.name(which);
    }

    private void folder(Folder folder, List<Integer> held) throws IOException {
        int first = next;
        long packedAt = folder.firstPacked < streams.packedAt.size() ? streams.packedAt.get(folder.firstPacked) : -1;
        if (folder.isEncrypted()) {
            refused(GapKind.ENCRYPTED, packedAt, "encrypted", held, first, folder);
            return;
        }
        try (FolderReading.Opened opened = FolderReading.open(in, streams, folder, anomalies, budget)) {
            for (int i = 0; i < held.size(); i++) {
                passWithoutData();
                member(opened.content(), held.get(i), i == held.size() - 1);
                next++;
                passMember(held.get(i));
            }
        } catch (MalformedException e) {
            refused(GapKind.MALFORMED, packedAt, "not all there: " + e.reason(), held, first, folder);
        } catch (UnsupportedException e) {
            refused(GapKind.UNSUPPORTED, packedAt, e.reason(), held, first, folder);
        }
    }

    /** States the members that were not reached, and what is known of them. */
    private void refused(GapKind kind, long at, String reason, List<Integer> held, int first, Folder folder) {
        int done = next - first;
        int left = held.size() - done;
        String which =
                Anomalies.quoted(name(held.get(done))) + (left == 1 ? " is " : " and " + (left - 1) + " more are ");
        long bytes = folder.firstPacked < streams.packedBytes.size() ? streams.packedBytes.get(folder.firstPacked) : -1;
        out.gap(kind, at, which + reason, bytes);
        for (int i = done; i < held.size(); i++) {
            int each = held.get(i);
            passWithoutData();
            if (each >= 0) {
                budget.spendEntry();
                see(files.name(each), files.type(each), null, headerAt);
            }
            next++;
            passMember(each);
        }
    }

    private void member(ByteReader content, int which, boolean last) throws IOException {
        budget.spendEntry();
        String name = name(which);
        ArchiveEntry.Type type = which < 0 ? ArchiveEntry.Type.FILE : files.type(which);
        ForwardSlice slice = new ForwardSlice(content, streams.memberBytes.get(next));
        if (type == ArchiveEntry.Type.SYMBOLIC_LINK && slice.sizeBytes() <= LONGEST_LINK) {
            byte[] target = content.bytes((int) slice.sizeBytes());
            see(name, type, EntryText.of(target), headerAt);
            out.child(name, new MemorySource(target));
            return;
        }
        see(name, type, null, headerAt);
        out.child(EntryPath.withoutSlash(name), slice);
        if (out.deep()) {
            CheckedSource.drain(slice, budget);
        }
        long told = streams.memberCrcs.get(next);
        if (slice.isPassed() && told != Streams.UNKNOWN && (int) told != slice.crc32()) {
            anomalies.add(
                    "archive/crc-mismatch",
                    String.format(
                            "%s has the CRC-32 %08x, the header says %08x",
                            Anomalies.quoted(name), slice.crc32(), told),
                    headerAt);
        }
        if (!last) {
            slice.skipRest();
        }
    }
}
