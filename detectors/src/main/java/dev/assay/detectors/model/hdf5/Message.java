package dev.assay.detectors.model.hdf5;

/**
 * A header message (specification, IV.A.2).
 *
 * @param at where its data begins
 * @param size how long that is
 * @param shared whether the data lies elsewhere and only its place is here
 */
record Message(int type, long at, int size, boolean shared) {
    static final int DATASPACE = 0x01;
    static final int LINK_INFO = 0x02;
    static final int DATATYPE = 0x03;
    static final int LINK = 0x06;
    static final int EXTERNAL_FILES = 0x07;
    static final int LAYOUT = 0x08;
    static final int FILTERS = 0x0b;
    static final int ATTRIBUTE = 0x0c;
    static final int CONTINUATION = 0x10;
    static final int SYMBOL_TABLE = 0x11;
    static final int ATTRIBUTE_INFO = 0x15;

    long end() {
        return at + size;
    }
}
