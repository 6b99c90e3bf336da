package dev.assay.detectors.archive.zip;

import static dev.assay.detectors.archive.Anomalies.quoted;

import dev.assay.engine.fact.ArchiveEntry;
import dev.assay.engine.report.GapKind;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came in a stream against what its central directory lists at the end. Whatever only one of them has, one kind of
 * reader loads and the other does not see. Grows with the entries, which the budget bounds.
 */
final class Reconciliation {
    private record Seen(LocalHeader local, String start) {}

    private final Members members;
    private final Map<Long, Seen> byOffset = new TreeMap<>();
    private long firstAt = -1;

    Reconciliation(Members members) {
        this.members = members;
    }

    /**
     * A member that came.
     *
     * @param local with the sizes and the sum that it turned out to have
     * @param start all of it if it is short and stored, else empty
     */
    void seen(LocalHeader local, String start) {
        if (firstAt < 0) {
            firstAt = local.at();
        }
        byOffset.put(local.at(), new Seen(local, start));
    }

    void listed(ZipMember member) {
        Seen seen = byOffset.remove(member.headerOffset());
        if (seen == null && firstAt > 0) {
            seen = byOffset.remove(member.headerOffset() + firstAt);
        }
        if (seen == null) {
            missed(member, "is listed in the central directory, but a stream does not hold it where that says");
            return;
        }
        LocalHeader local = seen.local();
        new HeaderComparison(members, member, local).compare();
        if (member.isEncrypted() && !local.isEncrypted()) {
            members.anomalies()
                    .add(
                            "archive/encryption-flag-lie",
                            quoted(member.name()) + " is flagged as encrypted, but can be read",
                            member.centralOffset());
        }
        if (member.method() != local.method() || member.csize() != local.csize()) {
            missed(member, "is listed with another method or size, and a stream cannot be read again");
        }
        if (!member.name().equals(local.name())) {
            members.names().see(member.name(), type(member), null, member.centralOffset());
        }
        if (member.isSymbolicLink()) {
            String target = seen.start().isEmpty() ? null : seen.start();
            members.names().state(member.name(), ArchiveEntry.Type.SYMBOLIC_LINK, target, local.at());
        } else if (member.name().equals(local.name())) {
            members.names().place(member.name(), type(member), local.at()); // now that links are known
        }
    }

    private static ArchiveEntry.Type type(ZipMember member) {
        return member.isDirectory() ? ArchiveEntry.Type.DIRECTORY : ArchiveEntry.Type.FILE;
    }

    private void missed(ZipMember member, String how) {
        members.anomalies().add("archive/header-mismatch", quoted(member.name()) + " " + how, member.centralOffset());
        members.out()
                .gap(
                        GapKind.UNSUPPORTED,
                        member.centralOffset(),
                        "the member " + quoted(member.name()) + " " + how,
                        member.csize());
    }

    /** The directory is at its end: what came and is not in it is seen by streaming readers only. */
    void end() {
        for (Seen seen : byOffset.values()) {
            members.anomalies()
                    .add(
                            "archive/unlisted-member",
                            quoted(seen.local().name()) + " is in no central directory",
                            seen.local().at());
        }
        byOffset.clear();
        firstAt = -1;
    }
}
