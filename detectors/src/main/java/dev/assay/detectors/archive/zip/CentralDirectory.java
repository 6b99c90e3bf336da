package dev.assay.detectors.archive.zip;

import dev.assay.detectors.archive.EntryNames;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import java.io.IOException;
import java.util.List;

/**
 * Where one reading of an archive finds its central directory.
 *
 * @param startBytes of the first entry
 * @param entries how many the end record tells
 * @param baseBytes what is to be added to the offsets in it: the size of whatever was put before the archive
 * @param endRecordAt the end record that led here
 * @param afterEndBytes where the archive ends, its comment included
 */
record CentralDirectory(
        long startBytes,
        long sizeBytes,
        long entries,
        long baseBytes,
        boolean zip64,
        long endRecordAt,
        long afterEndBytes) {

    /**
     * Adds its members to {@code members}, those before a fault as well. Some readers follow the count and others the
     * size; the longer of both is read.
     *
     * @return whether that was all; if not, the names became longer than may be held
     */
    boolean read(ByteReader in, List<ZipMember> members, Budget budget) throws IOException {
        in.seek(startBytes);
        long end = startBytes + sizeBytes;
        long charsBeyond = 0;
        for (long n = 0; in.position() < end || n < entries; n++) {
            if (in.request(4) < 4) {
                throw new MalformedException(in.position(), "the central directory ends early");
            }
            int signature = LittleEndian.i32(in.array(), in.index());
            if (signature != Signature.CENTRAL_HEADER) {
                boolean regular = signature == Signature.DIGITAL_SIGNATURE
                        || signature == Signature.END_RECORD
                        || signature == Signature.ZIP64_END_RECORD;
                MalformedException.check(
                        regular, in.position(), "no entry of the central directory where one should be");
                return true;
            }
            budget.spendEntry();
            ZipMember member = ZipMember.read(in);
            charsBeyond += EntryNames.charsBeyondUsual(member.name());
            if (EntryNames.isTooMuch(charsBeyond)) {
                return false;
            }
            members.add(member);
        }
        return true;
    }

    /** Whether so many entries are what the end record says; 16 bits of a larger number are taken for it. */
    boolean counts(long found) {
        return found == entries || !zip64 && (found & 0xffff) == entries;
    }
}
