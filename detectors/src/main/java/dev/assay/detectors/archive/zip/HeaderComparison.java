package dev.assay.detectors.archive.zip;

import static dev.assay.detectors.archive.Anomalies.quoted;

import dev.assay.detectors.archive.zip.Members.Reading;
import dev.assay.engine.fact.ArchiveEntry;
import org.jspecify.annotations.Nullable;

/** A member's local header against its entry in the central directory: two readings of one thing. */
final class HeaderComparison {
    private final Members members;
    private final ZipMember central;
    private final LocalHeader local;

    HeaderComparison(Members members, ZipMember central, LocalHeader local) {
        this.members = members;
        this.central = central;
        this.local = local;
    }

    void compare() {
        if (!central.name().equals(local.name())) {
            differ("the name", quoted(central.name()), quoted(local.name()));
            other(local.name());
        }
        String unicodeName = central.otherName();
        if (unicodeName != null) {
            differ("the name", quoted(central.name()), "in its Unicode path field " + quoted(unicodeName));
            other(unicodeName);
        }
        if (central.method() != local.method()) {
            differ("the method", central.method(), local.method());
        }
        if (central.isEncrypted() != local.isEncrypted()) {
            differ("the encryption flag", central.isEncrypted(), local.isEncrypted());
        }
        // with a data descriptor the header may hold zeros, or all ones in a zip64 archive (APPNOTE 4.4.4, bit 3)
        boolean later = local.hasDescriptor();
        if (central.csize() != local.csize() && !(later && isPlaceholder(local.csize()))) {
            differ("the compressed size", central.csize(), local.csize());
        }
        if (central.usize() != local.usize() && !(later && isPlaceholder(local.usize()))) {
            differ("the size", central.usize(), local.usize());
        }
        if (central.crc() != local.crc() && !(later && isPlaceholder(local.crc() & 0xffff_ffffL))) {
            differ("the CRC-32", Integer.toHexString(central.crc()), Integer.toHexString(local.crc()));
        }
    }

    private static boolean isPlaceholder(long value) {
        return value == 0 || value == 0xffff_ffffL;
    }

    private void other(String name) {
        members.names().see(name, ArchiveEntry.Type.FILE, null, local.at());
    }

    private void differ(String what, Object inDirectory, Object inHeader) {
        members.anomalies()
                .add(
                        "archive/header-mismatch",
                        what + " of " + quoted(central.name()) + " is " + inDirectory + " in the central directory and "
                                + inHeader + " before the data",
                        local.at());
    }

    /** How a reader that follows the local header reads the data, if that leads to other bytes; else null. */
    @Nullable
    Reading otherReading(Reading first) {
        boolean later = local.hasDescriptor() && isPlaceholder(local.csize());
        long csize = later ? central.csize() : local.csize();
        long usize = later ? central.usize() : local.usize();
        boolean otherLength = local.method() == Members.STORED ? csize != first.csize() : csize > first.csize();
        if (local.method() == first.method() && !otherLength) {
            return local.method() == Members.STORED && first.usize() > first.csize()
                    ? new Reading(first.name(), local.at(), Members.STORED, first.dataOffset(), first.usize(), -1, 0)
                    : null;
        }
        return new Reading(central.name(), local.at(), local.method(), local.dataOffset(), csize, usize, local.crc());
    }
}
