package dev.assay.detectors.archive.zip;

/** The four bytes that begin each record (APPNOTE 4.3), as a little-endian number. */
final class Signature {
    static final int LOCAL_HEADER = 0x04034b50;
    static final int DATA_DESCRIPTOR = 0x08074b50;
    static final int CENTRAL_HEADER = 0x02014b50;
    static final int DIGITAL_SIGNATURE = 0x05054b50;
    static final int END_RECORD = 0x06054b50;
    static final int ZIP64_END_RECORD = 0x06064b50;
    static final int ZIP64_LOCATOR = 0x07064b50;
    /** What stands before the first member when an archive was to be split and then was not (APPNOTE 8.5.5). */
    static final int SINGLE_SEGMENT = 0x30304b50;

    private Signature() {}
}
