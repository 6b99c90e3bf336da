package dev.assay.detectors.manifest.os;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.engine.decode.Head;
import dev.assay.engine.report.GapKind;

/**
 * RPM's database of what is installed, in each of its forms: SQLite, its own (NDB) and Berkeley DB. It is not read, and that is said.
 *
 * @see <a href="https://rpm-software-management.github.io/rpm/man/rpmdb.8">rpmdb</a>
 */
final class Rpm {
    private static final String SQLITE = "SQLite format 3";
    private static final String NDB = "RpmP";

    /** Of a hash of Berkeley DB, twelve bytes behind the beginning, in either order of bytes. */
    private static final int HASH = 0x00061561;

    private static final int HASH_AT = 12;

    private Rpm() {}

    static boolean looksRight(Head head) {
        int magic = head.i32le(HASH_AT);
        return head.has(0, SQLITE) || head.has(0, NDB) || magic == HASH || magic == Integer.reverseBytes(HASH);
    }

    static void read(Document document, Dependencies out) {
        out.gap(
                GapKind.UNSUPPORTED,
                -1,
                "the database of RPM, which this version does not read: which packages are installed is not known");
    }
}
